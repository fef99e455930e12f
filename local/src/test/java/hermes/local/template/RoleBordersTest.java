package hermes.local.template;

import static hermes.local.template.TemplateTree.at;
import static hermes.local.template.TemplateTree.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a leaked role is good for, as docs/security.md tells it; logs and traces of its own function left out. */
class RoleBordersTest {
    private static final String POST = "execute-api:ManageConnections POST";
    private static final String DELETE = "execute-api:ManageConnections DELETE";

    private final TemplateTree template = TemplateTree.ofProject();

    @Test
    void authorizerReadsTheKeyAndTheRowsOfTokensAndWritesNothing() {
        assertThat(permissions("AuthorizerRole")).containsExactlyInAnyOrder(
                "secretsmanager:GetSecretValue JwtSecret", "dynamodb:GetItem TokensTable");
    }

    @Test
    void connectHasConnectionsAndNothingElse() {
        assertThat(permissions("ConnectRole")).containsExactlyInAnyOrder("dynamodb:PutItem ConnectionsTable",
                "dynamodb:DeleteItem ConnectionsTable", "dynamodb:Query ConnectionsTable by-room", POST,
                DELETE);
    }

    @Test
    void disconnectDeletesConnectionsByIdAndReadsNone() {
        assertThat(permissions("DisconnectRole")).containsExactly("dynamodb:DeleteItem ConnectionsTable");
    }

    @Test
    void deliveryHasAllButTokensAndSecrets() {
        assertThat(permissions("SendMessageRole")).containsExactlyInAnyOrder(
                "dynamodb:GetItem ConnectionsTable", "dynamodb:PutItem ConnectionsTable",
                "dynamodb:UpdateItem ConnectionsTable", "dynamodb:DeleteItem ConnectionsTable",
                "dynamodb:BatchGetItem ConnectionsTable", "dynamodb:BatchGetItem GrantsTable",
                "dynamodb:Query ConnectionsTable by-room",
                "dynamodb:GetItem NotificationsTable", "dynamodb:Query NotificationsTable",
                "dynamodb:PutItem NotificationsTable",
                "dynamodb:GetItem InboxStatesTable", "dynamodb:PutItem InboxStatesTable", POST, DELETE,
                "sqs:ReceiveMessage NotificationQueue", "sqs:ReceiveMessage OrderedQueue",
                "sqs:DeleteMessage NotificationQueue", "sqs:DeleteMessage OrderedQueue",
                "sqs:GetQueueAttributes NotificationQueue", "sqs:GetQueueAttributes OrderedQueue",
                "sqs:ChangeMessageVisibility NotificationQueue", "sqs:ChangeMessageVisibility OrderedQueue",
                "sqs:SendMessage NotificationQueue", "sqs:SendMessage OrderedQueue",
                "sqs:SendMessage DeadLetterQueue", "sqs:SendMessage OrderedDeadLetterQueue");
    }

    private Set<String> permissions(String role) {
        var permissions = new TreeSet<String>();
        for (Object policy : list(template.at("Resources", role, "Properties", "Policies"))) {
            for (Object statement : list(at(policy, "PolicyDocument", "Statement"))) {
                for (Object action : list(at(statement, "Action"))) {
                    list(at(statement, "Resource"))
                            .forEach(resource -> permissions.add(action + " " + name(resource)));
                }
            }
        }
        permissions.removeIf(permission -> permission.startsWith("logs:"));
        return permissions;
    }

    private static String name(Object resource) {
        var written = resource.toString();
        for (var method : List.of("POST", "DELETE")) {
            if (written.contains("/" + method + "/@connections/")) {
                return method;
            }
        }
        var name = TemplateTree.references(resource).stream().findFirst().orElse(written).replace(".Arn", "");
        return written.endsWith("/index/by-room}") ? name + " by-room" : name;
    }
}
