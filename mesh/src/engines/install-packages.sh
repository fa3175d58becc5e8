#!/bin/sh
# Installs Debian packages without starting or enabling any service: Comptoir runs its own processes, in its own folder.
# Usage, as root: sh install-packages.sh package...
set -eu
export DEBIAN_FRONTEND=noninteractive
# Only the tests set it, to a pretended machine.
machine=${COMPTOIR_PRETENDED_MACHINE:-}
policy=$machine/usr/sbin/policy-rc.d
before=$(mktemp)
own_policy=no

enabled_units() {
  find "$machine/etc/systemd/system" -type l -path '*.wants/*' 2>/dev/null | sort
}

disable_new_units() {
  command -v systemctl >/dev/null 2>&1 || return 0
  enabled_units | comm -13 "$before" - | while read -r link; do
    systemctl disable "$(basename "$link")" >/dev/null 2>&1 || true
  done
}

# Runs after a failure and after Ctrl-C too.
finish() {
  disable_new_units
  if [ "$own_policy" = yes ]; then rm -f "$policy"; fi
  rm -f "$before"
}

# Debian 11 and Ubuntu 22.04 put the version in the name: mariadb-server-core-10.6.
real_name() {
  if apt-cache show "$1" >/dev/null 2>&1; then echo "$1"; return; fi
  versioned=$(apt-cache search --names-only "^$1-[0-9.]+\$" | sort | tail -n 1)
  echo "${versioned%% *}" | grep . || echo "$1"
}

install() {
  names=''
  for name in "$@"; do names="$names $(real_name "$name")"; done
  # shellcheck disable=SC2086 -- a list of package names
  apt-get install --yes --quiet --no-install-recommends -o DPkg::Lock::Timeout=120 $names
}

update() {
  apt-get update --quiet -o DPkg::Lock::Timeout=120
}

enabled_units >"$before"
trap finish EXIT
trap 'exit 130' INT TERM HUP

# The way Debian has for an administrator to say "do not start services" (invoke-rc.d(8)); an existing one is respected.
if [ ! -e "$policy" ]; then
  own_policy=yes
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi

fresh=$(find "$machine/var/lib/apt/lists" -name '*_Packages*' -mtime -1 2>/dev/null | head -n 1)
if [ -z "$fresh" ]; then update; fi
install "$@" || { update && install "$@"; }
