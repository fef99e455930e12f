package hermes.cli.stack;

import hermes.cli.terminal.PortConverter;
import hermes.cli.terminal.RegionConverter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import software.amazon.awssdk.regions.Region;

/** The options that say which stack a command works on; its subcommands take them too. */
public final class TargetOptions {

    /** Of {@code hermes up}, for options: what the environment says, for whoever works with another one all day. */
    public static final String DEFAULT_PORT = "${" + TargetOptions.PORT_PROPERTY + "}";

    private static final String PORT_PROPERTY = "hermes.port";
    private static final String PORT_VARIABLE = "HERMES_PORT";
    private static final String STACK_VARIABLE = "HERMES_STACK";
    private static final int PORT = 4500;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "A stack on AWS, reached with the credentials that the AWS CLI uses. Without it that in the "
                    + "variable " + STACK_VARIABLE
                    + ", and without both the local stack that ${hermes.command} up has started.")
    private String stack;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            scope = ScopeType.INHERIT,
            converter = RegionConverter.class,
            description = "Where the stack on AWS is (default: AWS_REGION, or that of the profile).")
    private Region region;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = PortConverter.class,
            scope = ScopeType.INHERIT,
            description = "The port that ${hermes.command} up was started with (default: that in the variable "
                    + PORT_VARIABLE + ", or " + PORT + "). It means the local stack, whatever "
                    + STACK_VARIABLE + " says.")
    private Integer port;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Picocli would take a variable that is empty for a port. */
    public static void makeDefaultPortKnown() {
        System.setProperty(PORT_PROPERTY, variable(PORT_VARIABLE).orElse(String.valueOf(PORT)));
    }

    private boolean deployed() {
        if (stack != null && port != null) {
            throw new ParameterException(command.commandLine(),
                    "--port is for the local stack and --stack for one on AWS; leave one of them out");
        }
        if (region != null && stack().isEmpty()) {
            throw new ParameterException(command.commandLine(),
                    "--region belongs to --stack; name the stack too, or leave it out");
        }
        return stack().isPresent();
    }

    private Optional<String> stack() {
        return Optional.ofNullable(stack)
                .or(() -> port == null ? variable(STACK_VARIABLE) : Optional.empty());
    }

    private ConsoleOperations console() {
        return new ConsoleOperations(
                port == null ? variable(PORT_VARIABLE).map(this::port).orElse(PORT) : port);
    }

    private int port(String text) {
        try {
            return new PortConverter().convert(text);
        } catch (TypeConversionException e) {
            throw new ParameterException(command.commandLine(), PORT_VARIABLE + ": " + e.getMessage(), e);
        }
    }

    /** One that is empty counts as not set, as shells leave it behind. */
    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getProperty(name, System.getenv(name)))
                .filter(value -> !value.isBlank());
    }

    private DeployedStack deployedStack() {
        return DeployedStack.named(stack().orElseThrow(), region);
    }

    /** In the shortest way. Close it after use. */
    public StackOperations operations() {
        return deployed() ? AwsOperations.deployed(deployedStack()) : console();
    }

    /** For what the console of a local stack does not offer. Close it after use. */
    public AwsOperations awsOperations() {
        return deployed()
                ? AwsOperations.deployed(deployedStack())
                : AwsOperations.local(console().outputs());
    }

    /** Those of the stack on AWS that is named; empty if none is. */
    public Optional<Map<String, String>> deployedParameters() {
        return deployed() ? Optional.of(deployedStack().parameters()) : Optional.empty();
    }

    /** In the template's order, also those of a stack that is none of ours. */
    public Map<String, String> outputs() {
        return deployed() ? deployedStack().outputs() : console().outputs();
    }
}
