# shellcheck shell=bash
# Finds a JDK that is new enough, for scripts that need one before Maven does.
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
