/**
 * AWS Lambda: the template's functions as processes with AWS's own runtime interface client, the Runtime API that they
 * ask for events, and the pollers of queues. An event as bytes enters through {@link hermes.local.lambda.Functions}; an
 * {@link hermes.local.lambda.InvocationResult} leaves. Knows nothing of API Gateway.
 */
package hermes.local.lambda;
