package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/jackc/pgx/v4"
)

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

// write runs one POST: opens the context, reads the facts, answers a replay, lets decide queue what is to be written, writes it with the
// answer, commits.
func write(w http.ResponseWriter, r *http.Request, operation string, body []byte, roles []string, facts func(*pgx.Batch, time.Time),
	decide func(pgx.BatchResults, *pgx.Batch, *session, time.Time) (reply, error)) {
	digest, ok := bearer(r)
	if !ok {
		refuse(w, http.StatusUnauthorized, "JETON_ABSENT")
		return
	}
	// As precise as what PostgreSQL keeps: the answer is made of what is inserted.
	key, now := r.Header.Get("Idempotency-Key"), time.Now().UTC().Truncate(time.Microsecond)
	print := sha256.Sum256(append([]byte(operation+"\x00"+r.URL.Path+"\x00"), body...))
	var given reply
	err := pool.BeginFunc(r.Context(), func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		batch.Queue(sql["session_ouvrir"], digest, now)
		batch.Queue(sql["idempotence_verrouiller"], key)
		batch.Queue(sql["idempotence_lire"], key, now)
		facts(batch, now)
		results := tx.SendBatch(r.Context(), batch)
		defer results.Close()
		var s session
		if err := s.scan(results.QueryRow()); err != nil {
			return err
		}
		if status, code := s.refusal(now, roles...); code != "" {
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
		writes := &pgx.Batch{}
		decided, err := decide(results, writes, &s, now)
		if err != nil {
			return err
		}
		if err := results.Close(); err != nil {
			return err
		}
		given = decided
		writes.Queue(sql["idempotence_enregistrer"], key, operation, print[:], decided.status, `{"location":"`+decided.location+`"}`,
			decided.body, now)
		return tx.SendBatch(r.Context(), writes).Close()
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
	facts := func(batch *pgx.Batch, now time.Time) {
		batch.Queue(sql["demande_faits_depot"], nil, now)
	}
	roles := []string{"TECHNICIEN"}
	write(w, r, "creerDemande", body, roles, facts, func(results pgx.BatchResults, writes *pgx.Batch, s *session, now time.Time) (reply, error) {
		service := "MAS"
		d := detail{resume: resume{ID: newID(), Version: 1, Type: asked.Type, Assure: asked.Assure, Etat: "ACCUSEE", Urgente: asked.Urgente,
			Complexe: asked.Complexe, UniteID: s.unite, DeposeLe: now, ModifieLe: now}, PersonneAccompagnee: true,
			InformationPrealable: asked.InformationPrealable, Description: asked.Description, QualiteRepresentation: "AUCUNE",
			ServicePropose: &service, Avertissements: []string{}, Origine: "PORTAIL"}
		d.Partenaire.ID, d.Technicien.ID = *s.partenaire, *s.compte
		var departement string
		var a acces
		var rank int64
		targets := append([]interface{}{&d.CaisseID, &departement, &d.Partenaire.Denomination, &d.Technicien.Nom, &d.Technicien.Prenom},
			a.targets()...)
		if err := results.QueryRow().Scan(append(targets, &rank)...); err != nil {
			return reply{}, err
		}
		if !a.open(now) || a.closed(d.Type) {
			return reply{}, refusal{http.StatusForbidden, "ACCES_FERME"}
		}
		d.Numero = fmt.Sprintf("%s-%d-%06d", departement, now.Year(), rank)
		var err error
		if d.Details, err = json.Marshal(map[string]interface{}{"type": asked.Type, "motifs": asked.Motifs}); err != nil {
			return reply{}, err
		}
		writes.Queue(sql["demande_inserer"], d.CaisseID, d.ID, d.Numero, *a.convention, d.Technicien.Nom, *d.Technicien.Prenom,
			d.Partenaire.Denomination, d.Type, string(d.Details), d.Description, d.Assure.Civilite, d.Assure.Nom, d.Assure.Prenom, birth,
			d.Assure.DepartementResidence, d.PersonneAccompagnee, d.InformationPrealable, d.RegimeGeneral, d.QualiteRepresentation, d.Urgente,
			d.Complexe, d.Prioritaire, d.ServicePropose, d.Avertissements, d.Etat, d.DeposeLe)
		record(writes, now, s, d.CaisseID, d.Partenaire.ID, d.ID, "DEMANDE_DEPOSEE", "D-10", nil, `{"etat":"DEPOSEE"}`)
		record(writes, now, s, d.CaisseID, d.Partenaire.ID, d.ID, "DEMANDE_ACCUSEE", "D-20", `{"etat":"DEPOSEE"}`, `{"etat":"ACCUSEE"}`)
		out, err := json.Marshal(&d)
		w.Header().Set("ETag", `"`+strconv.Itoa(d.Version)+`"`)
		return reply{http.StatusCreated, "/v1/demandes/" + d.ID, out}, err
	})
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
	facts := func(batch *pgx.Batch, _ time.Time) {
		batch.Queue(sql["demande_lire_pour_modifier"], id)
	}
	roles := []string{"TECHNICIEN", "AGENT_CAISSE"}
	write(w, r, "ecrireMessage", body, roles, facts, func(results pgx.BatchResults, writes *pgx.Batch, s *session, now time.Time) (reply, error) {
		var d detail
		var a acces
		if err := d.scan(results.QueryRow(), &a); err == pgx.ErrNoRows {
			return reply{}, refusal{http.StatusNotFound, "RESSOURCE_INTROUVABLE"}
		} else if err != nil {
			return reply{}, err
		}
		if *s.role == "TECHNICIEN" && !a.open(now) {
			return reply{}, refusal{http.StatusForbidden, "ACCES_FERME"}
		}
		if d.Etat != "ACCUSEE" && d.Etat != "EN_COURS" {
			return reply{}, refusal{http.StatusConflict, "ETAT_INCOMPATIBLE"}
		}
		m := messageLu{ID: newID(), DemandeID: d.ID, Auteur: auteur{*s.role, *s.libelle}, Texte: asked.Texte,
			AttendReponse: asked.AttendReponse, Avertissements: []string{}, CreeLe: now}
		writes.Queue(sql["message_inserer"], d.CaisseID, m.ID, d.ID, d.Partenaire.ID, d.UniteID, m.Auteur.Nom, m.Texte, m.AttendReponse,
			m.Avertissements, m.CreeLe)
		record(writes, now, s, d.CaisseID, d.Partenaire.ID, d.ID, "MESSAGE_ECRIT", "D-22", nil, nil)
		out, err := json.Marshal(&m)
		return reply{http.StatusCreated, "/v1/demandes/" + d.ID + "/messages", out}, err
	})
}
