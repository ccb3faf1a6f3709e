package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/jackc/pgx/v4"
)

// queueLists queues the statements of a list and returns how many.
func queueLists(batch *pgx.Batch, search string, rows int) []string {
	none := func(n int) []interface{} { return make([]interface{}, n) }
	if search != "" {
		batch.Queue(sql["demande_par_nom"], append(append(none(9), search), append(none(4), rows)...)...)
		return []string{"demande_par_nom"}
	}
	batch.Queue(sql["demande_file"], append(none(11), rows, nil)...)
	batch.Queue(sql["demande_historique"], append(none(11), rows)...)
	return []string{"demande_file", "demande_historique"}
}

type refusal struct {
	status int
	code   string
}

func (r refusal) Error() string { return r.code }

type reply struct {
	status   int
	location string
	body     []byte
}

type nouvelle struct {
	Type                 string   `json:"type"`
	Motifs               []string `json:"motifs"`
	PersonneAccompagnee  bool     `json:"personne_accompagnee"`
	InformationPrealable *bool    `json:"information_prealable"`
	Description          *string  `json:"description"`
	Urgente              bool     `json:"urgente"`
	Complexe             bool     `json:"complexe"`
	Assure               assure   `json:"assure"`
}

type message_ struct {
	Texte         string `json:"texte"`
	AttendReponse bool   `json:"attend_reponse"`
}

// write runs one POST: opens the context, answers a replay, lets decide do its work, keeps the answer, commits.
func write(w http.ResponseWriter, r *http.Request, operation string, facts func(*pgx.Batch),
	decide func(context.Context, pgx.Tx, pgx.BatchResults, *session, time.Time) (reply, error), body []byte) {
	digest, ok := bearer(r)
	if !ok {
		refuse(w, http.StatusUnauthorized, "JETON_ABSENT")
		return
	}
	key, now := r.Header.Get("Idempotency-Key"), time.Now()
	print := sha256.Sum256(append([]byte(operation+"\x00"+r.URL.Path+"\x00"), body...))
	var given reply
	err := pool.BeginFunc(r.Context(), func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		batch.Queue(sql["session_ouvrir"], digest, now)
		batch.Queue(sql["idempotence_verrouiller"], key)
		batch.Queue(sql["idempotence_lire"], key, now)
		facts(batch)
		results := tx.SendBatch(r.Context(), batch)
		defer results.Close()
		var s session
		if err := s.scan(results.QueryRow()); err != nil {
			return err
		}
		if status, code := s.refusal(now, "TECHNICIEN", "AGENT_CAISSE"); code != "" {
			return refusal{status, code}
		}
		var free bool
		if err := results.QueryRow().Scan(&free); err != nil {
			return err
		}
		if !free {
			return refusal{http.StatusConflict, "IDEMPOTENCE_EN_COURS"}
		}
		var stored reply
		var former, headers []byte
		if err := results.QueryRow().Scan(&former, &stored.status, &headers, &stored.body); err == nil {
			given = stored
			return nil
		} else if err != pgx.ErrNoRows {
			return err
		}
		decided, err := decide(r.Context(), tx, results, &s, now)
		if err != nil {
			return err
		}
		given = decided
		_, err = tx.Exec(r.Context(), sql["idempotence_enregistrer"], key, operation, print[:], decided.status,
			`{"location":"`+decided.location+`"}`, decided.body, now)
		return err
	})
	var refused refusal
	if errors.As(err, &refused) {
		refuse(w, refused.status, refused.code)
		return
	}
	if err != nil {
		failed(w, err)
		return
	}
	w.Header().Set("Location", given.location)
	answer(w, given.status, given.body)
}

func record(batch *pgx.Batch, now time.Time, s *session, caisse, partenaire, id, code, rule string, before, after interface{}) {
	batch.Queue(sql["journal_ajouter"], now, *s.compte, *s.role, *s.libelle, caisse, partenaire, "DEMANDE", id, code, rule, before, after, newID())
}

func create(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	var asked nouvelle
	if err != nil || json.Unmarshal(body, &asked) != nil {
		refuse(w, http.StatusBadRequest, "REQUETE_MAL_FORMEE")
		return
	}
	birth, err := time.Parse("2006-01-02", asked.Assure.DateNaissance)
	if err != nil || asked.Type != "SIGNALEMENT" || len(asked.Motifs) == 0 || !asked.PersonneAccompagnee || asked.Assure.Nom == "" {
		refuse(w, http.StatusUnprocessableEntity, "CORPS_INVALIDE")
		return
	}
	facts := func(batch *pgx.Batch) {
		batch.Queue(sql["demande_faits_depot"])
		batch.Queue(sql["demande_interrupteurs"], nil)
	}
	write(w, r, "creerDemande", facts, func(ctx context.Context, tx pgx.Tx, results pgx.BatchResults, s *session, now time.Time) (reply, error) {
		var caisse, code, departement, denomination, nom, prenom string
		var a acces
		targets := append([]interface{}{&caisse, &code, &departement, &denomination, &nom, &prenom}, a.targets()...)
		if err := results.QueryRow().Scan(targets...); err != nil {
			return reply{}, err
		}
		closed, err := switches(results)
		if err != nil {
			return reply{}, err
		}
		if err := results.Close(); err != nil {
			return reply{}, err
		}
		if !a.open(now) || closed[asked.Type] {
			return reply{}, refusal{http.StatusForbidden, "ACCES_FERME"}
		}
		details, err := json.Marshal(map[string]interface{}{"type": asked.Type, "motifs": asked.Motifs})
		if err != nil {
			return reply{}, err
		}
		var d detail
		row := tx.QueryRow(ctx, sql["demande_inserer"], caisse, newID(), code, now.Year(), *a.convention, nom, prenom, denomination, asked.Type,
			string(details), asked.Description, asked.Assure.Civilite, asked.Assure.Nom, asked.Assure.Prenom, birth,
			asked.Assure.DepartementResidence, true, asked.InformationPrealable, nil, "AUCUNE", asked.Urgente, asked.Complexe, false, "MAS",
			[]string{}, "ACCUSEE", now)
		if err := d.scan(row, nil); err != nil {
			return reply{}, err
		}
		events := &pgx.Batch{}
		record(events, now, s, d.CaisseID, d.Partenaire.ID, d.ID, "DEMANDE_DEPOSEE", "D-10", nil, `{"etat":"DEPOSEE"}`)
		record(events, now, s, d.CaisseID, d.Partenaire.ID, d.ID, "DEMANDE_ACCUSEE", "D-20", `{"etat":"DEPOSEE"}`, `{"etat":"ACCUSEE"}`)
		if err := tx.SendBatch(ctx, events).Close(); err != nil {
			return reply{}, err
		}
		out, err := json.Marshal(&d)
		w.Header().Set("ETag", `"`+strconv.Itoa(d.Version)+`"`)
		return reply{http.StatusCreated, "/v1/demandes/" + d.ID, out}, err
	}, body)
}

// switches gives the features that a caisse has turned off.
func switches(results pgx.BatchResults) (map[string]bool, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	closed := map[string]bool{}
	for rows.Next() {
		var caisse, code string
		var active bool
		if err := rows.Scan(&caisse, &code, &active); err != nil {
			return nil, err
		}
		closed[code] = !active
	}
	return closed, rows.Err()
}

type auteur struct {
	Role string `json:"role"`
	Nom  string `json:"nom"`
}

type messageLu struct {
	ID             string    `json:"id"`
	DemandeID      string    `json:"demande_id"`
	Auteur         auteur    `json:"auteur"`
	Texte          string    `json:"texte"`
	AttendReponse  bool      `json:"attend_reponse"`
	Avertissements []string  `json:"avertissements"`
	CreeLe         time.Time `json:"cree_le"`
}

func message(w http.ResponseWriter, r *http.Request, id string) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	var asked message_
	if err != nil || json.Unmarshal(body, &asked) != nil || asked.Texte == "" {
		refuse(w, http.StatusBadRequest, "REQUETE_MAL_FORMEE")
		return
	}
	facts := func(batch *pgx.Batch) {
		batch.Queue(sql["demande_lire_pour_modifier"], id)
		batch.Queue(sql["demande_interrupteurs"], id)
	}
	write(w, r, "ecrireMessage", facts, func(ctx context.Context, tx pgx.Tx, results pgx.BatchResults, s *session, now time.Time) (reply, error) {
		var d detail
		var a acces
		if err := d.scan(results.QueryRow(), &a); err == pgx.ErrNoRows {
			return reply{}, refusal{http.StatusNotFound, "RESSOURCE_INTROUVABLE"}
		} else if err != nil {
			return reply{}, err
		}
		if _, err := switches(results); err != nil {
			return reply{}, err
		}
		if err := results.Close(); err != nil {
			return reply{}, err
		}
		if *s.role == "TECHNICIEN" && !a.open(now) {
			return reply{}, refusal{http.StatusForbidden, "ACCES_FERME"}
		}
		if d.Etat != "ACCUSEE" && d.Etat != "EN_COURS" {
			return reply{}, refusal{http.StatusConflict, "ETAT_INCOMPATIBLE"}
		}
		var m messageLu
		var rank int64
		row := tx.QueryRow(ctx, sql["message_inserer"], d.CaisseID, newID(), d.ID, d.Partenaire.ID, d.UniteID, *s.libelle, asked.Texte,
			asked.AttendReponse, []string{}, now)
		if err := row.Scan(&m.ID, &rank, &m.DemandeID, &m.Auteur.Role, &m.Auteur.Nom, &m.Texte, &m.AttendReponse, &m.Avertissements,
			&m.CreeLe); err != nil {
			return reply{}, err
		}
		events := &pgx.Batch{}
		record(events, now, s, d.CaisseID, d.Partenaire.ID, d.ID, "MESSAGE_ECRIT", "D-22", nil, nil)
		if err := tx.SendBatch(ctx, events).Close(); err != nil {
			return reply{}, err
		}
		out, err := json.Marshal(&m)
		return reply{http.StatusCreated, "/v1/demandes/" + d.ID + "/messages", out}, err
	}, body)
}
