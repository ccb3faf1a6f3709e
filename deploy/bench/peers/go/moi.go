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

type uniteNommee struct {
	ID      string `json:"id"`
	Code    string `json:"code"`
	Libelle string `json:"libelle"`
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
	Unite            *uniteNommee  `json:"unite"`
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
	batch.Queue(sql["moi_lire"])
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
	out := moiReponse{Role: *s.role, Acces: []accesMontre{}, ActionsRequises: []string{}, MotDePasseExpire: s.motDePasse.Format("2006-01-02")}
	out.Cgu.Version = "2026-01"
	if err := out.scan(results, now); err != nil {
		failed(w, err)
		return
	}
	body, err := json.Marshal(&out)
	if err != nil {
		failed(w, err)
		return
	}
	answer(w, http.StatusOK, body)
}

// scan reads the account and what it belongs to, with one of its titles a row.
func (m *moiReponse) scan(results pgx.BatchResults, now time.Time) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var partner, name, unit, unitCode, unitName, home, homeCode, homeName, caisse, code, denomination *string
		var a acces
		c := &m.Compte
		targets := []interface{}{&c.ID, &c.Identifiant, &c.Role, &c.Civilite, &c.Nom, &c.Prenom, &c.Email, nil, &m.Cgu.AccepteeLe, &partner, &name,
			&unit, &unitCode, &unitName, &home, &homeCode, &homeName, nil, &caisse, &code, &denomination}
		if err := rows.Scan(append(targets, a.targets()...)...); err != nil {
			return err
		}
		if partner != nil {
			m.Partenaire = &nomme{*partner, *name}
		}
		if unit != nil {
			m.Unite = &uniteNommee{*unit, *unitCode, *unitName}
		}
		if home != nil {
			m.Caisse = &caisseNommee{*home, *homeCode, *homeName}
		}
		if caisse != nil {
			m.Acces = append(m.Acces, shown(caisseNommee{*caisse, *code, *denomination}, &a, now))
		}
	}
	return rows.Err()
}

func shown(c caisseNommee, a *acces, now time.Time) accesMontre {
	m := accesMontre{Caisse: c, Etat: "FERME", ConventionID: a.convention, PremierJour: day(a.premier), DernierJour: day(a.dernier),
		Fonctionnalites: make([]fonction, 0, len(fonctionnalites))}
	if a.open(now) {
		m.Etat = "OUVERT"
	}
	for _, code := range fonctionnalites {
		m.Fonctionnalites = append(m.Fonctionnalites, fonction{Code: code, Active: m.Etat == "OUVERT" && !a.closed(code)})
	}
	return m
}

func day(t *time.Time) *string {
	if t == nil {
		return nil
	}
	text := t.Format("2006-01-02")
	return &text
}
