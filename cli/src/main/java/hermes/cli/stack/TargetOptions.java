package hermes.cli.stack;

import hermes.cli.terminal.PortConverter;
import hermes.cli.terminal.RegionConverter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.regions.Region;

/** The options that say which stack a command works on; its subcommands take them too. */
public final class TargetOptions {

    private static final String DEFAULT_PORT = "4500";

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "A stack on AWS, reached with the credentials that the AWS CLI uses. Without it the local "
                    + "stack that ./hermes up has started.")
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
            description = "The port that ./hermes up was started with (default: " + DEFAULT_PORT + ").")
    private Integer port;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private boolean deployed() {
        if (stack != null && port != null) {
            throw new ParameterException(command.commandLine(),
                    "--port is for the local stack and --stack for one on AWS; leave one of them out");
        }
        if (stack == null && region != null) {
            throw new ParameterException(command.commandLine(),
                    "--region belongs to --stack; name the stack too, or leave it out");
        }
        return stack != null;
    }

    private ConsoleClient console() {
        return new ConsoleClient(port == null ? Integer.parseInt(DEFAULT_PORT) : port);
    }

    /** Close it after use. */
    public Backend backend() {
        return deployed() ? new TargetBackend(open()) : new ConsoleBackend(console());
    }

    /** Close it after use. */
    public Target open() {
        return deployed()
                ? Target.deployed(DeployedStack.named(stack, region))
                : Target.local(localOutputs());
    }

    /** In the template's order. */
    public Map<String, String> outputs() {
        return deployed() ? DeployedStack.named(stack, region).outputs() : localOutputs();
    }

    private Map<String, String> localOutputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        console().get("/api/outputs").properties()
                .forEach(output -> outputs.put(output.getKey(), output.getValue().asText()));
        return outputs;
    }
}
