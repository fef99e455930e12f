package hermes.local;

import hermes.local.endpoint.AwsEndpoint;
import hermes.local.gateway.Gateway;
import hermes.local.iam.Permissions;
import hermes.local.lambda.LocalFunctions;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What runs for a stack. Immutable.
 *
 * @param outputs of the template, in its order
 * @param gateway empty if the template has no WebSocket API
 * @param closer all of it, and what else ends with the stack
 */
record StackParts(SequencedMap<String, String> outputs, AwsEndpoint endpoint, Permissions permissions,
        LocalFunctions functions, Optional<Gateway> gateway, Closer closer) {}
