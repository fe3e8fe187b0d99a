# Read by what makes the programs that are handed out (linux/build.sh, windows/make.sh):
# with these, two builds of one commit are the same bytes wherever they are made. No
# paths, nothing of git but what the Makefile says, no identifiers of the build, and
# nothing for debuggers, which would name folders of C.
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0} TZ=UTC
umask 022 # rights are written into packages
same=(-trimpath -buildvcs=false)
same_link="-s -w -buildid= -X main.version=${VERSION:-0} -X main.commit=${COMMIT:-}"
same_c="-O2 -g0"
