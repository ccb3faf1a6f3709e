package main

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/jackc/pgx/v4"
)

type compteResume struct {
	ID          string `json:"id"`
	Identifiant string `json:"identifiant"`
	Role        string `json:"role"`
	Civilite    string `json:"civilite"`
	Nom         string `json:"nom"`
	Prenom      string `json:"prenom"`
	Email       string `json:"email"`
}

type caisseNommee struct {
	ID           string `json:"id"`
	Code         string `json:"code"`
	Denomination string `json:"denomination"`
}

type fonction struct {
	Code   string  `json:"code"`
	Active bool    `json:"active"`
	Raison *string `json:"raison"`
}

type accesMontre struct {
	Caisse          caisseNommee `json:"caisse"`
	Etat            string       `json:"etat"`
	ConventionID    *string      `json:"convention_id"`
	PremierJour     *string      `json:"premier_jour"`
	DernierJour     *string      `json:"dernier_jour"`
	Fonctionnalites []fonction   `json:"fonctionnalites"`
}

type moiReponse struct {
	Compte           compteResume  `json:"compte"`
	Role             string        `json:"role"`
	Partenaire       *nomme        `json:"partenaire"`
	Unite            *nomme        `json:"unite"`
	Caisse           *caisseNommee `json:"caisse"`
	Acces            []accesMontre `json:"acces"`
	ActionsRequises  []string      `json:"actions_requises"`
	MotDePasseExpire string        `json:"mot_de_passe_expire_le"`
	Cgu              struct {
		Version    string     `json:"version"`
		AccepteeLe *time.Time `json:"acceptee_le"`
	} `json:"cgu"`
}

var fonctionnalites = []string{"CONTACT", "ETUDE_DOSSIER", "SIGNALEMENT", "RENDEZ_VOUS", "DOCUMENT", "HISTORIQUE", "ACCUSE_RECEPTION", "STATUT",
	"DIALOGUE"}

func moi(w http.ResponseWriter, r *http.Request) {
	digest, ok := bearer(r)
	if !ok {
		refuse(w, http.StatusUnauthorized, "JETON_ABSENT")
		return
	}
	now := time.Now()
	batch := &pgx.Batch{}
	batch.Queue(sql["session_ouvrir"], digest, now)
	batch.Queue(sql["compte_soi"], now)
	batch.Queue(sql["moi_appartenance"])
	batch.Queue(sql["moi_caisses"])
	batch.Queue(sql["demande_interrupteurs"], nil)
	results := pool.SendBatch(r.Context(), batch)
	defer results.Close()
	var s session
	if err := s.scan(results.QueryRow()); err != nil {
		failed(w, err)
		return
	}
	if s.compte == nil {
		refuse(w, http.StatusUnauthorized, "JETON_INVALIDE")
		return
	}
	var out moiReponse
	accesses, err := self(results, &out)
	if err == nil {
		err = belonging(results, &out)
	}
	var caisses []caisseNommee
	if err == nil {
		caisses, err = named(results)
	}
	var closed map[string]bool
	if err == nil {
		closed, err = switches(results)
	}
	if err != nil {
		failed(w, err)
		return
	}
	for _, c := range caisses {
		a, known := accesses[c.ID]
		if known {
			out.Acces = append(out.Acces, shown(c, a, closed, now))
		}
	}
	out.Role, out.ActionsRequises, out.Cgu.Version = *s.role, []string{}, "2026-01"
	out.MotDePasseExpire = s.motDePasse.Format("2006-01-02")
	body, err := json.Marshal(&out)
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, http.StatusOK, body)
}

func shown(c caisseNommee, a acces, closed map[string]bool, now time.Time) accesMontre {
	m := accesMontre{Caisse: c, Etat: "FERME", ConventionID: a.convention, Fonctionnalites: make([]fonction, 0, len(fonctionnalites))}
	if a.open(now) {
		m.Etat = "OUVERT"
	}
	if a.premier != nil {
		day := a.premier.Format("2006-01-02")
		m.PremierJour = &day
	}
	for _, code := range fonctionnalites {
		m.Fonctionnalites = append(m.Fonctionnalites, fonction{Code: code, Active: m.Etat == "OUVERT" && !closed[code]})
	}
	return m
}

// self reads the account, one row per access.
func self(results pgx.BatchResults, out *moiReponse) (map[string]acces, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	accesses := map[string]acces{}
	for rows.Next() {
		var version int
		var caisse *string
		var a acces
		c := &out.Compte
		targets := []interface{}{&c.ID, &version, &c.Role, &c.Identifiant, nil, nil, nil, nil, &c.Civilite, &c.Nom, &c.Prenom, nil, nil,
			&c.Email}
		targets = append(targets, make([]interface{}, 15)...)
		targets = append(targets, &out.Cgu.AccepteeLe, nil, nil, nil, nil, nil, &caisse)
		if err := rows.Scan(append(targets, a.targets()...)...); err != nil {
			return nil, err
		}
		if caisse != nil {
			accesses[*caisse] = a
		}
	}
	return accesses, rows.Err()
}

func belonging(results pgx.BatchResults, out *moiReponse) error {
	var partner, name, unit, unitCode, unitName, caisse, caisseCode, caisseName *string
	if err := results.QueryRow().Scan(&partner, &name, &unit, &unitCode, &unitName, &caisse, &caisseCode, &caisseName); err != nil {
		return err
	}
	if partner != nil {
		out.Partenaire = &nomme{*partner, *name}
	}
	if unit != nil {
		out.Unite = &nomme{*unit, *unitName}
	}
	if caisse != nil {
		out.Caisse = &caisseNommee{*caisse, *caisseCode, *caisseName}
	}
	return nil
}

func named(results pgx.BatchResults) ([]caisseNommee, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var caisses []caisseNommee
	for rows.Next() {
		var c caisseNommee
		if err := rows.Scan(&c.ID, &c.Code, &c.Denomination); err != nil {
			return nil, err
		}
		caisses = append(caisses, c)
	}
	return caisses, rows.Err()
}
