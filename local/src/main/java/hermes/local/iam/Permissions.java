package hermes.local.iam;

import hermes.local.endpoint.AwsCall;
import hermes.local.endpoint.AwsCall.Access;
import hermes.local.endpoint.CallFilter;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.StackEvent;
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
 * key is the account's administrator and may do everything. Thread-safe.
 */
public final class Permissions implements CallFilter {

    private final Map<String, ExecutionRole> roles;
    private final Consumer<StackEvent> log;
    private final Set<Permission> used = ConcurrentHashMap.newKeySet();

    /** @param roles by the logical id of the function */
    public Permissions(Map<String, ExecutionRole> roles, Consumer<StackEvent> log) {
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

    @Override
    public boolean mayWait() {
        return false;
    }

    /**
     * Does without a call what Lambda does with a function's role.
     *
     * @throws LocalStackException if Lambda would refuse the function
     */
    public void check(LambdaNeed need) {
        ExecutionRole role = roles.get(need.function());
        denial(need.function(), role, List.of(need.access())).map(Denial::event).ifPresent(denied -> {
            if (need.vital()) {
                throw new LocalStackException("AWS would refuse this stack: " + denied.sentence());
            }
            log.accept(denied);
        });
    }

    /** The permissions that nobody has needed yet, by role and line. */
    public List<Permission> unused() {
        return roles.values().stream().flatMap(role -> role.allowed().stream()).map(Grant::permission)
                .filter(permission -> !used.contains(permission))
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
