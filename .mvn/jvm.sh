# shellcheck shell=bash
# What scripts need before they start a JVM or Maven: a JDK that is new enough, Maven, and a locale.
required=25

# Reads the version from the JDK's own "release" file: starting each candidate would cost half a second.
is_new_enough() {
    local major
    [[ -x $1/bin/javac && -r $1/release ]] || return 1
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [[ -n $major && $major -ge $required ]]
}

find_jdk() {
    local on_path candidate
    on_path=$(readlink -f "$(command -v java || true)") || true
    for candidate in "${JAVA_HOME:-}" "${on_path%/bin/java}" \
        /usr/lib/jvm/* /opt/*jdk* /opt/*java* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
        "${HOME:-}"/.local/share/mise/installs/java/* /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
        {,"${HOME:-}"}/Library/Java/JavaVirtualMachines/*/Contents/Home \
        {/opt/homebrew,/usr/local}/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if [[ -n $candidate ]] && is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    return 1
}

# The one that is installed, else one that is downloaded once. With the first compiler of its JVM only: without tests and
# bills of materials a build ends before the second has paid for itself.
maven() {
    local -x MAVEN_OPTS="-XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}"
    if command -v mvn >/dev/null; then
        mvn "$@"
    else
        # It wants a place also where HOME is not set.
        MAVEN_USER_HOME=${MAVEN_USER_HOME:-${HOME:-${home:?}/target}/.m2} "${home:?}/mvnw" "$@"
    fi
}

# The JVM reads its arguments and the paths of files by the locale, Maven's as well. In one of ASCII, as cron and bare
# containers have it, it would read the names of other rooms; where there is none of UTF-8, the command refuses what it
# could not read.
use_utf8() {
    local candidate
    case $(locale charmap 2>/dev/null || true) in
        "" | ANSI_X3.4-1968 | US-ASCII | ASCII) ;;
        *) return ;;
    esac
    for candidate in C.UTF-8 en_US.UTF-8; do
        # Without the locale command the first is right: musl has it always.
        if [[ $(env LC_ALL=$candidate locale charmap 2>/dev/null || echo UTF-8) == UTF-8 ]]; then
            export LC_ALL=$candidate
            return
        fi
    done
}
