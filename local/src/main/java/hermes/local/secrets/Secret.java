package hermes.local.secrets;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A secret with its versions and their staging labels. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html">What's in a
 *      secret</a>
 */
public final class Secret {

    public static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    /** @param stages its labels when it was asked for */
    record Version(String id, String value, Instant created, Set<String> stages) {}

    private final String name;
    private final String arn;
    private final Map<String, Version> versions = new LinkedHashMap<>();

    public Secret(String name, String arn) {
        this.name = name;
        this.arn = arn;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    /** AWS takes the name, the ARN, and the ARN without its six random characters. */
    boolean answersTo(String id) {
        return id.equals(name) || id.equals(arn)
                || arn.startsWith(id + "-") && arn.length() == id.length() + 7;
    }

    synchronized Map<String, Version> versions() {
        return new LinkedHashMap<>(versions);
    }

    synchronized Optional<Version> withStage(String stage) {
        return versions.values().stream().filter(version -> version.stages().contains(stage)).findFirst();
    }

    synchronized Optional<Version> withId(String id) {
        return Optional.ofNullable(versions.get(id));
    }

    /**
     * Stores a version. A label is on one version at a time, so the new one takes its labels from the others, and
     * the version that was current becomes the previous one.
     */
    public synchronized Version put(String id, String value, Set<String> stages) {
        Optional<String> formerCurrent = withStage(CURRENT).map(Version::id);
        stages.forEach(this::remove);
        if (stages.contains(CURRENT) && formerCurrent.isPresent()) {
            remove(PREVIOUS);
            add(formerCurrent.get(), PREVIOUS);
        }
        var version = new Version(id, value, Instant.now(), Set.copyOf(stages));
        versions.put(id, version);
        return version;
    }

    private void remove(String stage) {
        versions.replaceAll((_, version) -> {
            Set<String> stages = new TreeSet<>(version.stages());
            stages.remove(stage);
            return new Version(version.id(), version.value(), version.created(), Set.copyOf(stages));
        });
    }

    private void add(String id, String stage) {
        versions.computeIfPresent(id, (_, version) -> {
            Set<String> stages = new TreeSet<>(version.stages());
            stages.add(stage);
            return new Version(id, version.value(), version.created(), Set.copyOf(stages));
        });
    }
}
