package hermes.local;

import hermes.local.AwsCall.Access;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Lets functions call what their roles allow, and remembers which permission was needed. Who calls with any other
 * key is the account's administrator and may do everything. Safe for use by several threads.
 */
final class Permissions implements CallFilter {

    /**
     * What Lambda itself does for a function, with the function's role but not by a call to the local endpoint:
     * whether it is needed cannot be seen here.
     */
    static final Set<String> UNSEEN = Set.of("logs:CreateLogStream", "logs:PutLogEvents",
            "xray:PutTraceSegments", "xray:PutTelemetryRecords");

    private final Map<String, ExecutionRole> roles;
    private final Consumer<StackEvent> log;
    private final Set<Permission> used = ConcurrentHashMap.newKeySet();

    /** @param roles by the logical id of the function */
    Permissions(Map<String, ExecutionRole> roles, Consumer<StackEvent> log) {
        this.roles = Map.copyOf(roles);
        this.log = log;
    }

    @Override
    public Verdict before(AwsCall call) {
        ExecutionRole role = roles.get(call.caller());
        if (role == null) {
            return new Verdict.Pass();
        }
        Optional<Denial> denial = call.accesses().isEmpty()
                ? Optional.of(Denial.undecided(call))
                : denial(call.caller(), role, call.accesses());
        denial.ifPresent(denied -> log.accept(denied.event()));
        return denial.<Verdict>map(denied -> denied.answer(call.service(), role.principal()))
                .orElseGet(Verdict.Pass::new);
    }

    /**
     * What Lambda does before it polls a queue for a function.
     *
     * @throws LocalStackException if the function's role does not let it
     */
    void requireFor(EventSource source) {
        List<Access> accesses = EventSource.ACTIONS.stream()
                .map(action -> new Access(action, source.queueArn()))
                .toList();
        denial(source.function(), roles.get(source.function()), accesses).ifPresent(denied -> {
            throw new LocalStackException("The queue cannot be polled for its function: "
                    + denied.event().sentence() + " Lambda would refuse the event source mapping.");
        });
    }

    /** The permissions that no call has needed yet, by role and line, without those that are {@link #UNSEEN}. */
    List<Permission> unused() {
        return roles.values().stream().flatMap(role -> role.allowed().stream()).map(Grant::permission)
                .filter(permission -> !used.contains(permission) && !UNSEEN.contains(permission.action()))
                .distinct()
                .sorted(Comparator.comparing(Permission::role).thenComparing(Permission::line)
                        .thenComparing(Permission::action).thenComparing(Permission::resource))
                .toList();
    }

    /** The first access that is denied; if there is none, the permissions count as used. */
    private Optional<Denial> denial(String function, ExecutionRole role, List<Access> accesses) {
        List<Permission> needed = new ArrayList<>();
        for (Access access : accesses) {
            Optional<Permission> denied = role.denies(access);
            if (denied.isPresent()) {
                return Optional.of(Denial.explicit(function, access, denied.get()));
            }
            Optional<Permission> allowed = role.allows(access);
            if (allowed.isEmpty()) {
                return Optional.of(Denial.implicit(function, access, role));
            }
            needed.add(allowed.get());
        }
        used.addAll(needed);
        return Optional.empty();
    }
}
