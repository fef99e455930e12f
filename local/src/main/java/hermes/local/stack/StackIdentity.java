package hermes.local.stack;

/**
 * What the pseudo parameters say: under which name, where and for whom the stack runs.
 *
 * @param name the stack's name, with which the physical names of its resources begin
 * @param region also the one in every ARN
 * @param account twelve digits
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html">
 *      Pseudo parameters</a>
 */
public record StackIdentity(String name, String region, String account) {

    /** Written into a resource's ARN as on AWS. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }

    /** ARN of a function as the one who calls. */
    public String assumedRole(String role, String function) {
        return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(account, role, function);
    }

    /** CloudFormation's name for a resource without a name of its own, without the random end. */
    public String physicalName(String logicalId) {
        return name + "-" + logicalId;
    }
}
