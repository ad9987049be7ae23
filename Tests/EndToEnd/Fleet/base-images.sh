#!/bin/bash
# Makes the images that the Dockerfile and docker-compose.yml start from out of what this machine has, for machines that can pull none.
# They carry the names of the real ones and keep to what those promise: no shell under .NET and the user app; PostgreSQL set up by its POSTGRES_
# variables. An image that is there already stays.
set -euo pipefail

readonly dotnet_image=mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
readonly postgres_image=postgres:17-alpine
readonly here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has() { docker image inspect "$1" >/dev/null 2>&1; }

# An empty root file system with Debian's one tree for programs and libraries.
new_root() {
  local root=$1
  mkdir -p "$root"/{etc,home,proc,sys,dev,tmp,usr/{bin,sbin,lib,lib64}}
  chmod 1777 "$root/tmp"
  local folder
  for folder in bin sbin lib lib64; do ln -s "usr/$folder" "$root/$folder"; done
  cp /etc/nsswitch.conf "$root/etc/"
}

# Puts files in at the places where they are here.
put() {
  local root=$1 path
  shift
  for path in "$@"; do tar -C / -h -cf - "${path#/}" | tar -C "$root" -xf - --keep-directory-symlink; done
}

# Puts in the libraries that programs and other libraries are linked to, and the loader.
put_libraries() {
  local root=$1 path
  shift
  put "$root" /lib64/ld-linux-x86-64.so.2
  { ldd "$@" 2>/dev/null || true; } | awk '$2 == "=>" && $3 ~ /^\/(usr\/)?lib\// { print $3 }' | sort -u | while read -r path; do put "$root" "$path"; done
}

library() { ldconfig -p | awk -v name="$1" '$1 == name && /x86-64/ { print $NF; exit }'; }

# The image of a root file system, with the rest of its Dockerfile from standard input.
import() {
  local root=$1 image=$2 id
  id=$(tar -C "$root" --numeric-owner -cf - . | docker import -)
  { echo "FROM $id" && cat; } | docker build -q -t "$image" - >/dev/null
  echo "$image: $(du -sm "$root" | cut -f1) MB"
}

dotnet_base() {
  local root=$work/dotnet dotnet ssl
  dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
  new_root "$root"
  mkdir -p "$root/usr/share/dotnet/shared" "$root/home/app" "$root/etc/ssl"
  cp -r "$dotnet/dotnet" "$dotnet/host" "$root/usr/share/dotnet/"
  local framework
  for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
    mkdir "$root/usr/share/dotnet/shared/$framework"
    cp -r "$(find "$dotnet/shared/$framework" -mindepth 1 -maxdepth 1 -name '10.*' | sort -V | tail -1)" "$root/usr/share/dotnet/shared/$framework/"
  done
  ln -s ../share/dotnet/dotnet "$root/usr/bin/dotnet"
  ssl=$(library libssl.so.3)
  put_libraries "$root" "$dotnet/dotnet" "$ssl" "$root"/usr/share/dotnet/shared/Microsoft.NETCore.App/*/*.so
  put "$root" "$ssl" /etc/ssl/certs/ca-certificates.crt
  echo 'root:x:0:0:root:/root:/sbin/nologin
app:x:1654:1654::/home/app:/bin/false' >"$root/etc/passwd"
  echo 'root:x:0:
app:x:1654:' >"$root/etc/group"
  chown 1654:1654 "$root/home/app"
  import "$root" "$dotnet_image" <<'END'
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true
USER $APP_UID
END
}

postgres() {
  local root=$work/postgres programs shared tools=()
  programs=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -1)
  [[ -n $programs ]] || { echo "no PostgreSQL under /usr/lib/postgresql: install Debian's package postgresql" >&2; exit 1; }
  shared=/usr/share/postgresql/$(basename "$(dirname "$programs")")
  new_root "$root"
  local tool
  for tool in sh mkdir chmod cat rm; do tools+=("$(command -v "$tool")"); done
  put_libraries "$root" "$programs"/{postgres,initdb,pg_ctl,psql,pg_isready} "${tools[@]}"
  put "$root" "$programs"/{postgres,initdb,pg_ctl,psql,pg_isready} "$(dirname "$programs")/lib/"{dict_snowball,plpgsql}.so "$shared" /usr/share/zoneinfo "${tools[@]}"
  for tool in pg_isready psql; do ln -s "$programs/$tool" "$root/usr/bin/$tool"; done
  install -m 755 "$here/postgres-entry.sh" "$root/usr/bin/docker-entrypoint.sh"
  echo 'root:x:0:0:root:/root:/bin/sh
postgres:x:70:70::/var/lib/postgresql:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:
postgres:x:70:' >"$root/etc/group"
  mkdir -p "$root/var/lib/postgresql/data" "$root/var/run/postgresql"
  chown -R 70:70 "$root/var/lib/postgresql" "$root/var/run/postgresql"
  chmod 1777 "$root/var/lib/postgresql/data"
  chmod 3777 "$root/var/run/postgresql"
  import "$root" "$postgres_image" <<END
ENV PATH=/usr/bin:/bin PGDATA=/var/lib/postgresql/data PG_PROGRAMS=$programs
VOLUME /var/lib/postgresql/data
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["postgres"]
STOPSIGNAL SIGINT
EXPOSE 5432
END
}

has "$dotnet_image" || dotnet_base
has "$postgres_image" || postgres
