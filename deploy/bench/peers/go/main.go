// The measured operations as a Go team would write them with net/http and pgx: a pool, the statements of the product (read from the
// file that the harness records), batches where they save a round trip, encoding/json. It checks the token, the role, the terms of use,
// the window of access, and leaves the rest of the rules out.
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v4"
	"github.com/jackc/pgx/v4/pgxpool"
)

var (
	pool *pgxpool.Pool
	sql  map[string]string
)

type problem struct {
	Status int    `json:"status"`
	Code   string `json:"code"`
}

func refuse(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(problem{status, code})
}

func answer(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Request-Id", newID())
	w.WriteHeader(status)
	w.Write(body)
}

// failed answers for the errors that are not refusals.
func failed(w http.ResponseWriter, err error) {
	log.Print(err)
	refuse(w, http.StatusInternalServerError, "ERREUR_INTERNE")
}

// newID draws a UUID version 7.
func newID() string {
	var b [16]byte
	rand.Read(b[6:])
	ms := uint64(time.Now().UnixMilli())
	for i := 0; i < 6; i++ {
		b[i] = byte(ms >> (40 - 8*i))
	}
	b[6] = 0x70 | b[6]&0x0f
	b[8] = 0x80 | b[8]&0x3f
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 36)
	for i, v := range b {
		if i == 4 || i == 6 || i == 8 || i == 10 {
			out = append(out, '-')
		}
		out = append(out, digits[v>>4], digits[v&15])
	}
	return string(out)
}

func bearer(r *http.Request) ([]byte, bool) {
	header := r.Header.Get("Authorization")
	if !strings.HasPrefix(header, "Bearer ") {
		return nil, false
	}
	digest := sha256.Sum256([]byte(header[len("Bearer "):]))
	return digest[:], true
}

func main() {
	recorded, err := os.ReadFile(os.Getenv("STATEMENTS"))
	if err != nil {
		log.Fatal(err)
	}
	if err := json.Unmarshal(recorded, &sql); err != nil {
		log.Fatal(err)
	}
	config, err := pgxpool.ParseConfig(os.Getenv("DATABASE"))
	if err != nil {
		log.Fatal(err)
	}
	if size, err := strconv.Atoi(os.Getenv("POOL")); err == nil {
		config.MaxConns = int32(size)
	}
	if pool, err = pgxpool.ConnectConfig(context.Background(), config); err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/demandes", demandes)
	mux.HandleFunc("/v1/demandes/", demande)
	mux.HandleFunc("/v1/moi", moi)
	mux.HandleFunc("/plaintext", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Write([]byte("Hello, World!"))
	})
	mux.HandleFunc("/health/ready", func(w http.ResponseWriter, r *http.Request) {
		if _, err := pool.Exec(r.Context(), "select 1"); err != nil {
			failed(w, err)
		}
	})
	log.Fatal(http.ListenAndServe(os.Getenv("ADDRESS"), mux))
}

func demandes(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		create(w, r)
	} else {
		list(w, r)
	}
}

func demande(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/v1/demandes/")
	if id := strings.TrimSuffix(path, "/messages"); id != path {
		message(w, r, id)
	} else {
		read(w, r, path)
	}
}

// session is what the opening statement gives.
type session struct {
	compte, role, caisse, partenaire, unite, libelle, cgu *string
	motDePasse, expire                                    *time.Time
}

func (s *session) scan(row pgx.Row) error {
	return row.Scan(&s.compte, &s.role, &s.caisse, &s.partenaire, &s.unite, &s.libelle, &s.cgu, &s.motDePasse, &s.expire,
		nil, nil, nil, nil, nil)
}

// refusal is empty when the session may do it.
func (s *session) refusal(now time.Time, roles ...string) (int, string) {
	if s.compte == nil {
		return http.StatusUnauthorized, "JETON_INVALIDE"
	}
	for _, role := range roles {
		if *s.role == role {
			if s.cgu == nil || *s.cgu != "2026-01" {
				return http.StatusForbidden, "CGU_NON_ACCEPTEES"
			}
			if !s.motDePasse.After(now) {
				return http.StatusForbidden, "MOT_DE_PASSE_EXPIRE"
			}
			return 0, ""
		}
	}
	return http.StatusForbidden, "ROLE_INSUFFISANT"
}
