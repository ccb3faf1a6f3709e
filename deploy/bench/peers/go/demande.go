package main

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/jackc/pgx/v4"
)

type assure struct {
	Civilite             string `json:"civilite"`
	Nom                  string `json:"nom"`
	Prenom               string `json:"prenom"`
	DateNaissance        string `json:"date_naissance"`
	DepartementResidence string `json:"departement_residence"`
}

type nomme struct {
	ID           string `json:"id"`
	Denomination string `json:"denomination"`
}

type personne struct {
	ID     string  `json:"id"`
	Nom    string  `json:"nom"`
	Prenom *string `json:"prenom,omitempty"`
}

type resume struct {
	ID                  string     `json:"id"`
	Version             int        `json:"version"`
	Numero              string     `json:"numero"`
	Type                string     `json:"type"`
	Assure              assure     `json:"assure"`
	Etat                string     `json:"etat"`
	Urgente             bool       `json:"urgente"`
	Complexe            bool       `json:"complexe"`
	Prioritaire         bool       `json:"prioritaire"`
	ServiceDestinataire *string    `json:"service_destinataire"`
	CaisseID            string     `json:"caisse_id"`
	Partenaire          nomme      `json:"partenaire"`
	UniteID             *string    `json:"unite_id"`
	Technicien          personne   `json:"technicien"`
	Agent               *personne  `json:"agent"`
	DeposeLe            time.Time  `json:"depose_le"`
	ModifieLe           time.Time  `json:"modifie_le"`
	ClotureLe           *time.Time `json:"cloture_le"`
}

type element struct {
	resume
	SousType *string `json:"sous_type"`
}

type detail struct {
	resume
	Details               json.RawMessage `json:"details"`
	PersonneAccompagnee   bool            `json:"personne_accompagnee"`
	InformationPrealable  *bool           `json:"information_prealable"`
	RegimeGeneral         *bool           `json:"regime_general"`
	Description           *string         `json:"description"`
	QualiteRepresentation string          `json:"qualite_representation"`
	ServicePropose        *string         `json:"service_propose"`
	Canal                 *string         `json:"canal"`
	Avertissements        []string        `json:"avertissements"`
	Origine               string          `json:"origine"`
	Reponse               *string         `json:"reponse"`
	MotifFin              *string         `json:"motif_fin"`
}

// acces is the window that the portal agreement gives, null where there is no title.
type acces struct {
	titulaire        bool
	convention       *string
	premier, dernier *time.Time
	suspendu, exclu  *time.Time
	ouverture        *string
	decalage         *int
	fuseau           *string
	habilite         *bool
	modele           *string
	modeleVersion    *int
	interrupteurs    map[string]bool
}

func (a *acces) targets() []interface{} {
	return []interface{}{&a.titulaire, &a.convention, &a.premier, &a.dernier, &a.suspendu, &a.exclu, nil, &a.ouverture, &a.decalage, &a.fuseau,
		&a.habilite, &a.modele, &a.modeleVersion, nil, &a.interrupteurs}
}

func (a *acces) open(now time.Time) bool {
	return a.titulaire && a.convention != nil && a.premier != nil && !a.premier.After(now) && (a.dernier == nil || !a.dernier.Before(now)) &&
		a.suspendu == nil && a.exclu == nil
}

// closed tells whether the caisse has turned that feature off.
func (a *acces) closed(code string) bool {
	active, known := a.interrupteurs[code]
	return known && !active
}

// loose is what a demande shows in another form than its columns.
type loose struct {
	birth           time.Time
	agent, agentNom *string
}

// targets are the columns that every demande shows first.
func (d *resume) targets(l *loose) []interface{} {
	return []interface{}{&d.ID, &d.Version, &d.Numero, &d.Type, &d.Assure.Civilite, &d.Assure.Nom, &d.Assure.Prenom, &l.birth,
		&d.Assure.DepartementResidence, &d.Etat, &d.Urgente, &d.Complexe, &d.Prioritaire, &d.ServiceDestinataire, &d.CaisseID,
		&d.Partenaire.ID, &d.Partenaire.Denomination, &d.UniteID, &d.Technicien.ID, &d.Technicien.Nom, &d.Technicien.Prenom, &l.agent,
		&l.agentNom, &d.DeposeLe, &d.ModifieLe, &d.ClotureLe}
}

func (d *resume) complete(l *loose) {
	d.Assure.DateNaissance = l.birth.Format("2006-01-02")
	if l.agent != nil {
		d.Agent = &personne{ID: *l.agent, Nom: *l.agentNom}
	}
	d.DeposeLe, d.ModifieLe = d.DeposeLe.UTC(), d.ModifieLe.UTC()
}

// scan reads a demande: its access, what it shows, its convention.
func (d *detail) scan(row pgx.Row, a *acces) error {
	var l loose
	targets := append(a.targets(), d.resume.targets(&l)...)
	targets = append(targets, &d.Details, &d.PersonneAccompagnee, &d.InformationPrealable, &d.RegimeGeneral, &d.Description,
		&d.QualiteRepresentation, &d.ServicePropose, &d.Avertissements, &d.Origine, &d.Reponse, &d.MotifFin, nil)
	if err := row.Scan(targets...); err != nil {
		return err
	}
	d.resume.complete(&l)
	return nil
}

func read(w http.ResponseWriter, r *http.Request, id string) {
	digest, ok := bearer(r)
	if !ok {
		refuse(w, http.StatusUnauthorized, "JETON_ABSENT")
		return
	}
	now := time.Now()
	batch := &pgx.Batch{}
	batch.Queue(sql["session_ouvrir"], digest, now)
	batch.Queue(sql["demande_lire"], id)
	results := pool.SendBatch(r.Context(), batch)
	defer results.Close()
	var s session
	if err := s.scan(results.QueryRow()); err != nil {
		failed(w, err)
		return
	}
	if status, code := s.refusal(now, "TECHNICIEN", "AGENT_CAISSE", "DIRECTION_CAISSE"); code != "" {
		refuse(w, status, code)
		return
	}
	var d detail
	var a acces
	if err := d.scan(results.QueryRow(), &a); err == pgx.ErrNoRows {
		refuse(w, http.StatusNotFound, "RESSOURCE_INTROUVABLE")
		return
	} else if err != nil {
		failed(w, err)
		return
	}
	if *s.role == "TECHNICIEN" && !a.open(now) {
		refuse(w, http.StatusForbidden, "ACCES_FERME")
		return
	}
	body, err := json.Marshal(&d)
	if err != nil {
		failed(w, err)
		return
	}
	w.Header().Set("ETag", `"`+strconv.Itoa(d.Version)+`"`)
	answer(w, http.StatusOK, body)
}

type page struct {
	Elements []element `json:"elements"`
	Suivant  *string   `json:"suivant"`
}

// list serves the demandes of a whole partner to its techniciens, the newest first or those of a name.
func list(w http.ResponseWriter, r *http.Request) {
	digest, ok := bearer(r)
	if !ok {
		refuse(w, http.StatusUnauthorized, "JETON_ABSENT")
		return
	}
	limit, err := strconv.Atoi(r.URL.Query().Get("limite"))
	if err != nil || limit < 1 || limit > 200 {
		limit = 50
	}
	now := time.Now()
	tx, err := pool.Begin(r.Context())
	if err != nil {
		failed(w, err)
		return
	}
	defer tx.Rollback(r.Context())
	batch := &pgx.Batch{}
	batch.Queue(sql["session_ouvrir"], digest, now)
	batch.Queue(sql["demande_acces_du_compte"])
	results := tx.SendBatch(r.Context(), batch)
	defer results.Close()
	var s session
	if err := s.scan(results.QueryRow()); err != nil {
		failed(w, err)
		return
	}
	if status, code := s.refusal(now, "TECHNICIEN"); code != "" {
		refuse(w, status, code)
		return
	}
	open := [][16]byte{}
	rows, err := results.Query()
	for err == nil && rows.Next() {
		var a acces
		var caisse [16]byte
		if err = rows.Scan(append([]interface{}{&caisse}, a.targets()...)...); err == nil && a.open(now) {
			open = append(open, caisse)
		}
	}
	if err == nil {
		err = results.Close()
	}
	if err != nil {
		failed(w, err)
		return
	}
	if len(open) == 0 {
		refuse(w, http.StatusForbidden, "ACCES_FERME")
		return
	}
	search := r.URL.Query().Get("recherche")
	filters := make([]interface{}, 9, 15)
	if search != "" {
		rows, err = tx.Query(r.Context(), sql["demande_par_nom_partenaire"], append(filters, []string{search}, nil, nil, nil, limit+1, open)...)
	} else {
		rows, err = tx.Query(r.Context(), sql["demande_recentes_partenaire"], append(filters, nil, nil, limit+1, open)...)
	}
	out := page{Elements: make([]element, 0, limit+1)}
	if err == nil {
		err = elements(rows, search != "", &out.Elements)
	}
	if err != nil {
		failed(w, err)
		return
	}
	if len(out.Elements) > limit {
		out.Elements = out.Elements[:limit]
		last := out.Elements[limit-1]
		next := "/v1/demandes?limite=" + strconv.Itoa(limit) + "&curseur=" + strconv.FormatInt(last.DeposeLe.UnixMicro(), 10) + "." + last.ID
		out.Suivant = &next
	}
	body, err := json.Marshal(&out)
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, http.StatusOK, body)
}

func elements(rows pgx.Rows, named bool, out *[]element) error {
	defer rows.Close()
	for rows.Next() {
		var e element
		if err := e.scan(rows, named); err != nil {
			return err
		}
		*out = append(*out, e)
	}
	return rows.Err()
}

// scan reads the columns of a list, which the word found follows in a search.
func (e *element) scan(row pgx.Row, named bool) error {
	var l loose
	targets := append(e.resume.targets(&l), &e.SousType)
	if named {
		targets = append(targets, nil, nil)
	}
	if err := row.Scan(targets...); err != nil {
		return err
	}
	e.resume.complete(&l)
	return nil
}
