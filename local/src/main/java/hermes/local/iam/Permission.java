package hermes.local.iam;

/**
 * One action on one resource that a role allows. A statement with two actions and two resources makes four of them.
 *
 * @param role logical id
 * @param action as the template writes it: {@code dynamodb:PutItem}
 * @param resource as the template writes it, with the intrinsic functions resolved
 * @param line of the template, where the statement begins
 */
public record Permission(String role, String action, String resource, int line) {

    @Override
    public String toString() {
        return "%s on %s, which %s allows in line %d".formatted(action, resource, role, line);
    }
}
