-- wrk -s operations.lua URL -- OPERATION DEMANDES PARTENAIRES COMPTES [SEED]
-- Random identifiers and tokens of the volume data (volume.sql holds the same formulas); says at the end what wrk's own report does not.

local threads = {}

function setup(thread)
  thread:set("rank", #threads)
  table.insert(threads, thread)
end

local function partner(i)
  local h = (i * 7919) % 1000003
  return 1 + math.floor(math.floor(partners * h / 1000003) * h / 1000003)
end

local function token(prefix, n)
  return prefix .. string.format("%0" .. (42 - #prefix) .. "d", n) .. "A"
end

local function uuid(family, n) return string.format("018%s-0000-7000-8000-%012x", family, n) end

-- One of the techniciens of that partner.
local function technicien(k) return token("banc", k + partners * math.random(2, accounts / partners - 1)) end

local function any_technicien() return technicien(math.random(1, partners)) end

local function any_agent() return token("agent", math.random(1, 100)) end

local function get(path, bearer)
  return wrk.format("GET", path, { ["Authorization"] = "Bearer " .. bearer })
end

local keys = 0

-- A POST under an Idempotency-Key of its own.
local function post(path, bearer, body)
  keys = keys + 1
  return wrk.format("POST", path, {
    ["Authorization"] = "Bearer " .. bearer, ["Content-Type"] = "application/json",
    ["Idempotency-Key"] = string.format("banc-%d-%d-%d", seed, rank, keys) }, body)
end

local syllables = { "bel", "cor", "dam", "fer", "gau", "lan", "mar", "nor", "pel", "rou", "sal", "tor", "val", "ver", "mon", "char" }
local vowels = { "i", "a", "o", "e", "ou", "ai", "an", "on", "u" }

local demande = '{"type": "SIGNALEMENT", "motifs": ["DROITS"], "personne_accompagnee": true, "information_prealable": true, ' ..
  '"description": "La personne n\'a pas reçu de réponse à son courrier du mois dernier et n\'ouvre plus ses droits.", "assure": ' ..
  '{"civilite": "MME", "nom": "Belinier", "prenom": "Élise", "date_naissance": "1978-03-14", "departement_residence": "57"}}'

local operations = {
  lire = function()
    local i = math.random(1, demandes)
    return get("/v1/demandes/" .. uuid("f0000", i), technicien(partner(i)))
  end,
  page = function() return get("/v1/demandes?limite=20", any_technicien()) end,
  recherche = function()
    local name = syllables[math.random(#syllables)] .. vowels[math.random(#vowels)]
    return get("/v1/demandes?limite=20&recherche=" .. name, any_technicien())
  end,
  file = function() return get("/v1/demandes?limite=20", any_agent()) end,
  creer = function() return post("/v1/demandes", any_technicien(), demande) end,
  message = function()
    -- The most recent ones are open.
    local i = math.random(math.ceil(demandes * 0.98), demandes)
    return post("/v1/demandes/" .. uuid("f0000", i) .. "/messages", technicien(partner(i)), '{"texte": "Le courrier est parti hier."}')
  end,
  moi = function() return get("/v1/moi", any_technicien()) end,
  plaintext = function() return wrk.format("GET", "/plaintext") end,
}

function init(arguments)
  demandes, partners, accounts = tonumber(arguments[2]), tonumber(arguments[3]), tonumber(arguments[4])
  seed = tonumber(arguments[5] or os.time())
  math.randomseed(seed * 64 + rank)
  request = operations[arguments[1]]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULTAT requetes=%d microsecondes=%d p50=%d p99=%d max=%d refus=%d rompues=%d octets=%d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency.max, errors.status, errors.connect + errors.read + errors.write + errors.timeout, summary.bytes))
end
