package hermes.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import hermes.cli.stack.ConsoleOperations;
import hermes.cli.stack.StackJson;
import hermes.cli.stack.StackOperations;
import hermes.local.LocalStack;
import hermes.local.StackOptions;
import hermes.local.identity.IdentityProvider;
import hermes.local.lambda.InvocationResult;
import hermes.local.stack.GatewayEvent;
import hermes.local.stack.HttpPort;
import hermes.local.stack.LocalStackException;
import hermes.local.stack.LoopbackGuard;
import hermes.local.stack.StackEvent;
import hermes.testing.PackageRules;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The walls between the packages of the command, and between it and the local stack. */
final class ArchitectureTest {

    private static final String ROOT = "hermes.cli";

    /** What each package may import of its siblings. Nobody imports the commands. */
    private static final Map<String, String> IMPORTS = Map.of(
            "terminal", "",
            "stack", "terminal",
            "tail", "terminal",
            "cost", "terminal stack",
            "status", "terminal stack",
            "check", "terminal stack tail status",
            "load", "terminal stack tail cost",
            "console", "terminal stack tail");

    static final Iterable<String> PACKAGES = IMPORTS.keySet();

    private static final PackageRules RULES = new PackageRules(ROOT, IMPORTS);

    /** What the local stack is started with, what it tells, what guards its ports, and what can run beside it. */
    private static final Set<String> PUBLISHED_BY_LOCAL = Stream.of(LocalStack.class, StackOptions.class,
            LocalStackException.class, StackEvent.class, GatewayEvent.class, InvocationResult.class,
            LoopbackGuard.class, HttpPort.class, IdentityProvider.class)
            .map(Class::getName).collect(Collectors.toSet());

    @Test
    void everyPackageHasItsRule() {
        RULES.assertThatEveryPackageHasOne();
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void packageImportsOnlyWhatItMay(String name) {
        RULES.assertThatItImportsOnlyWhatItMay(name);
    }

    @Test
    void noPackagesFormACircle() {
        slices().matching("(**)").should().beFreeOfCycles().check(RULES.classes());
    }

    @Test
    void onlyTheCommandThatStartsTheStackKnowsTheConsoleAndTheLocalStack() {
        noClasses().that(resideInAPackage(ROOT + "..").and(not(resideInAPackage(ROOT + ".console")))
                .and(not(belongToAnyOf(Up.class)))).should()
                .dependOnClassesThat(resideInAnyPackage(ROOT + ".console", "hermes.local.."))
                .check(RULES.classes());
    }

    @Test
    void ofTheLocalStackOnlyWhatItPublishesIsUsed() {
        noClasses().should().dependOnClassesThat(resideInAPackage("hermes.local..")
                .and(not(describe("are published by the local stack",
                        type -> PUBLISHED_BY_LOCAL.contains(outermost(type))))))
                .check(RULES.classes());
    }

    /** Loading the SDK would take longer than all else that such a command does. */
    @Test
    void whatGoesByTheConsoleKnowsNothingOfAws() {
        noClasses().that(belongToAnyOf(StackOperations.class, ConsoleOperations.class, StackJson.class)
                .or(describe("ConsoleClient", type -> type.getSimpleName().equals("ConsoleClient")))).should()
                .dependOnClassesThat(resideInAPackage("software.amazon.awssdk..")).check(RULES.classes());
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
