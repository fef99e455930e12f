package hermes.cli.stack;

import hermes.cli.terminal.CommandFailed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
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
    static DeployedStack named(String name, Region region) {
        return new DeployedStack(name, region == null ? defaultRegion() : region);
    }

    /** As the AWS CLI finds it, which has known one variable more since before the SDK had its own. */
    private static Region defaultRegion() {
        var ofTheCli = System.getenv("AWS_DEFAULT_REGION");
        if (ofTheCli != null && !ofTheCli.isBlank()
                && SdkSystemSetting.AWS_REGION.getStringValue().isEmpty()) {
            return Region.of(ofTheCli);
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            throw new CommandFailed(
                    "no region: add --region, or set AWS_REGION or a default in ~/.aws/config",
                    e);
        }
    }

    /** @throws CommandFailed if there is no such stack, or CloudFormation cannot be asked or refuses */
    Map<String, String> outputs() {
        var outputs = new LinkedHashMap<String, String>();
        described().outputs().forEach(output -> outputs.put(output.outputKey(), output.outputValue()));
        return outputs;
    }

    /**
     * The values that the template's parameters have.
     *
     * @throws CommandFailed as {@link #outputs}
     */
    Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        described().parameters()
                .forEach(parameter -> parameters.put(parameter.parameterKey(), parameter.parameterValue()));
        return parameters;
    }

    private Stack described() {
        try (var credentials = DefaultCredentialsProvider.builder().build();
                var http = UrlConnectionHttpClient.create();
                var cloudFormation = CloudFormationClient.builder().httpClient(http).region(region)
                        .credentialsProvider(credentials).build()) {
            require(credentials);
            return cloudFormation.describeStacks(request -> request.stackName(name)).stacks().getFirst();
        } catch (CloudFormationException e) {
            throw new CommandFailed("%s cannot be read: %s".formatted(this, e.getMessage()), e);
        } catch (SdkClientException e) {
            throw new CommandFailed(
                    "CloudFormation in %s cannot be reached (%s); is that a region, and is this machine online?"
                            .formatted(region, rootCause(e)),
                    e);
        }
    }

    /** Else the first call would tell in a page of text where the SDK has looked in vain. */
    private static void require(DefaultCredentialsProvider credentials) {
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException e) {
            var profile = ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow();
            if (ProfileFile.defaultProfileFile().profile(profile).isEmpty() && !profile.equals("default")) {
                throw new CommandFailed(
                        "there is no profile %s in %s or %s; aws configure list-profiles shows those that there are"
                                .formatted(profile, ProfileFileLocation.configurationFilePath(),
                                        ProfileFileLocation.credentialsFilePath()),
                        e);
            }
            throw new CommandFailed(
                    "no AWS credentials, or expired ones, in profile " + profile
                            + " or elsewhere: sign in with aws sso login or aws login, or set AWS_PROFILE, "
                            + "or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; "
                            + "aws sts get-caller-identity shows whether it worked",
                    e);
        }
    }

    private static Throwable rootCause(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .reduce((_, deeper) -> deeper).orElseThrow();
    }

    @Override
    public String toString() {
        return "stack " + name + " in " + region;
    }
}
