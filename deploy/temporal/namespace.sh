#!/bin/sh
# Make the namespace with its retention, and its search attributes. Safe to repeat.
# The client reads TEMPORAL_ADDRESS itself; the namespace is said each time, because
# `operator namespace` does not look at TEMPORAL_NAMESPACE and would make one called "default".
set -eu

# A new namespace is served only some seconds later, so each step is tried for a minute.
patiently() {
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 30 ] || return 1
    sleep 2
  done
}

namespace() {
  if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
    temporal operator namespace update \
      --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION"
  else
    temporal operator namespace create \
      --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION"
  fi
}

search_attributes() {
  temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" \
    --name Case --type Keyword \
    --name Stage --type Keyword \
    --name NextDeadline --type Datetime \
    --name StreamVersion --type Int
}

patiently namespace
patiently search_attributes
