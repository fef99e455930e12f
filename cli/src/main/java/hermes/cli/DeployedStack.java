package hermes.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * A stack on AWS as CloudFormation knows it.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html">
 *      DescribeStacks</a>
 */
record DeployedStack(String name, Region region) {

    /** @param region as on the command line; {@code null} for the one that the SDK finds */
    static DeployedStack named(String name, String region) {
        return new DeployedStack(name, region == null ? defaultRegion() : Region.of(region));
    }

    private static Region defaultRegion() {
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException none) {
            throw new CommandFailed(
                    "no region: add --region, or set AWS_REGION or a default in ~/.aws/config",
                    none);
        }
    }

    /** @throws CommandFailed if there is no such stack */
    Map<String, String> outputs() {
        try (var http = UrlConnectionHttpClient.create();
                var cloudFormation = CloudFormationClient.builder().httpClient(http).region(region).build()) {
            Map<String, String> outputs = new LinkedHashMap<>();
            Stack stack = cloudFormation.describeStacks(request -> request.stackName(name)).stacks()
                    .getFirst();
            stack.outputs().forEach(output -> outputs.put(output.outputKey(), output.outputValue()));
            return outputs;
        } catch (CloudFormationException refused) {
            throw new CommandFailed("stack %s in %s cannot be read: %s".formatted(name, region,
                    refused.awsErrorDetails().errorMessage()), refused);
        }
    }

    @Override
    public String toString() {
        return "stack " + name + " in " + region;
    }
}
