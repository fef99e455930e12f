package hermes.local.iam;

import static org.assertj.core.api.Assertions.assertThat;

import hermes.local.endpoint.AwsCall.Access;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExecutionRoleTest {

    private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/rows";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                dynamodb:GetItem        | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                DynamoDB:getitem        | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                dynamodb:*              | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                dynamodb:Get*           | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                dynamodb:?etItem        | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                *                       | *
                dynamodb:GetItem        | arn:aws:dynamodb:*:*:table/*
                dynamodb:GetItem        | arn:aws:dynamodb:us-east-?:000000000000:table/row?
                """)
    void accessIsCovered(String action, String resource) {
        assertThat(allowing(action, resource).allows(new Access("dynamodb:GetItem", TABLE))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                dynamodb:GetItems       | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                dynamodb:BatchGetItem   | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                dynamodb:GetItem?       | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                dynamodb:GetItem        | arn:aws:dynamodb:us-east-1:000000000000:table/Rows
                dynamodb:GetItem        | arn:aws:dynamodb:us-east-1:000000000000:table/row
                dynamodb:GetItem        | arn:aws:dynamodb:us-east-1:000000000000:table/rows/index/*
                dynamodb:GetItem        | arn:aws:dynamodb:us-east-1:000000000000:table/rows?
                dynamodb:GetItem        | arn:aws:dynamodb:eu-west-1:000000000000:table/rows
                dynamodb:GetItem        | arn:aws:dynamodb:us-east-1:999999999999:table/rows
                dynamodb:GetItem        | arn:aws:dynamodb:*:table/rows:*:*
                dynamodb:GetItem        | arn:aws:sqs:us-east-1:000000000000:table/rows
                sqs:*                   | arn:aws:dynamodb:us-east-1:000000000000:table/rows
                """)
    void accessIsNotCovered(String action, String resource) {
        assertThat(allowing(action, resource).allows(new Access("dynamodb:GetItem", TABLE))).isEmpty();
    }

    @Test
    void tableAndIndexAreDifferentResources() {
        var query = new Access("dynamodb:Query", TABLE + "/index/by-room");

        assertThat(allowing("dynamodb:Query", TABLE).allows(query)).isEmpty();
        assertThat(allowing("dynamodb:Query", TABLE + "/index/by-room").allows(query)).isPresent();
        assertThat(allowing("dynamodb:Query", TABLE + "/*").allows(query)).isPresent();
    }

    @Test
    void connectionIsPermittedForItsMethodAndStageOnly() {
        String api = "arn:aws:execute-api:us-east-1:000000000000:abc/";
        ExecutionRole role = allowing("execute-api:ManageConnections", api + "test/POST/@connections/*");

        assertThat(
                role.allows(new Access("execute-api:ManageConnections", api + "test/POST/@connections/a=")))
                .isPresent();
        assertThat(
                role.allows(new Access("execute-api:ManageConnections", api + "test/DELETE/@connections/a=")))
                .isEmpty();
        assertThat(
                role.allows(new Access("execute-api:ManageConnections", api + "live/POST/@connections/a=")))
                .isEmpty();
    }

    @Test
    void whatTheFirstPermissionCoversDoesNotNeedTheSecond() {
        var narrow = new Permission("Role", "dynamodb:GetItem", TABLE, 1);
        var wide = new Permission("Role", "dynamodb:*", "*", 2);
        var role = new ExecutionRole("Role", "arn", List.of(Grant.of(narrow), Grant.of(wide)), List.of());

        assertThat(role.allows(new Access("dynamodb:GetItem", TABLE))).contains(narrow);
        assertThat(role.allows(new Access("dynamodb:PutItem", TABLE))).contains(wide);
    }

    private static ExecutionRole allowing(String action, String resource) {
        return new ExecutionRole("Role", "arn",
                List.of(Grant.of(new Permission("Role", action, resource, 1))),
                List.of());
    }
}
