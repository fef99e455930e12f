package hermes.authorizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import hermes.authorizer.issuer.IssuerKeys;
import hermes.authorizer.issuer.IssuerSettings;
import hermes.authorizer.issuer.PublishedKeys;
import hermes.common.AwsClients;
import hermes.common.Connection;
import hermes.common.Environment;
import hermes.common.Priming;
import hermes.common.event.AnswerWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Decides who may connect: the REQUEST authorizer of {@code $connect}. The token is in the query string, or offered
 * as a subprotocol.
 *
 * <p>
 * Anything wrong with a token is a Deny (403) and one log line with the reason; the client learns no more than
 * that. No token at all is 401. Anything wrong with us is thrown (500): it is neither an Allow nor a Deny. Tokens,
 * and the header and query string that hold them, are never logged.
 *
 * @see <a href=
 *      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">
 *      Lambda REQUEST authorizers</a>
 */
public final class AuthorizerFunction implements RequestStreamHandler {
    private static final int LONGEST_SESSION_SECONDS = (int) Connection.LONGEST_LIFE.toSeconds();

    private final Function<String, Decision> authorizer;

    /**
     * @throws hermes.common.InvalidEnvironmentException if {@code TOKENS_TABLE} or {@code JWT_SECRET_ID} is not set, or
     *         {@code SESSION_SECONDS} is no number of seconds that a connection can live, or a setting of the issuer cannot be
     *         used
     */
    public AuthorizerFunction() {
        var environment = Environment.ofProcess();
        var table = environment.required("TOKENS_TABLE");
        var secretId = environment.required("JWT_SECRET_ID");
        var secrets = AwsClients.configured(SecretsManagerClient.builder()).build();
        var rows = new DynamoTokenRows(AwsClients.dynamoDb(), table);
        var clock = Clock.systemUTC();
        var session = environment.optionalNumber("SESSION_SECONDS", 0, LONGEST_SESSION_SECONDS)
                .filter(seconds -> seconds > 0).map(Duration::ofSeconds);
        var ours = new Authorizer(new SecretKeys(secrets, secretId, clock), new TokenVerifier(clock, session),
                rows);
        this(IssuerSettings.of(environment).map(issuer -> withIssuer(ours, issuer, rows, clock))
                .orElse(ours::decide));
        Priming.attempt(new PrimingDecision(new SecretKeys(secrets, secretId, clock), rows, clock));
    }

    AuthorizerFunction(Authorizer authorizer) {
        this(authorizer::decide);
    }

    AuthorizerFunction(Function<String, Decision> authorizer) {
        this.authorizer = authorizer;
    }

    /** The keys of an issuer are public: unlike ours they may be kept from before a snapshot. */
    private static Function<String, Decision> withIssuer(Authorizer ours, IssuerSettings issuer,
            TokenRows rows, Clock clock) {
        var keys = new IssuerKeys(new PublishedKeys(issuer), clock);
        Priming.attempt(keys::current);
        return new BothWays(ours::decide, new IssuedTokens(keys, issuer, rows, clock)::decide);
    }

    /**
     * @throws UnauthorizedException if there is no token
     * @throws hermes.common.event.MalformedEventException if it is no event of an authorizer
     * @throws RuntimeException if the token's key or row cannot be read: nothing was decided
     */
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        AnswerWriter.write(answer(HandshakeEvent.read(in), context), out);
    }

    Map<String, Object> answer(HandshakeEvent event, Context context) {
        var decision = decide(OfferedTokens.in(event));
        if (decision instanceof Decision.Deny(Reason reason)) {
            context.getLogger().log("Denied: " + reason.code(), LogLevel.WARN);
        }
        return Policy.of(decision, event.getMethodArn());
    }

    private Decision decide(Set<String> tokens) {
        return switch (tokens.size()) {
            case 0 -> throw new UnauthorizedException();
            case 1 -> authorizer.apply(tokens.iterator().next());
            default -> new Decision.Deny(Reason.TOKENS_DIFFER);
        };
    }
}
