package hermes.local.template;

import hermes.local.template.Value.Call;
import hermes.local.template.Value.Items;
import hermes.local.template.Value.Members;
import hermes.local.template.Value.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The template's {@code Conditions}. They may refer to parameters and to each other only, which is
 * CloudFormation's rule as well. Immutable.
 */
final class Conditions {

    private final TemplateFile file;
    private final Members definitions;
    private final Intrinsics operands;

    /** @param references knows parameters and pseudo parameters, no resources */
    Conditions(TemplateFile file, Members definitions, References references, Members mappings) {
        this.file = file;
        this.definitions = definitions;
        this.operands = new Intrinsics(file, references, this, mappings);
    }

    /** @param at what asks, for the message if there is no such condition */
    boolean isMet(String name, Value at, String where) {
        return isMet(name, at, where, Set.of());
    }

    /** Whether an expression is true that is written where it is needed. */
    boolean holds(Value expression, String where) {
        return evaluate(expression, where, Set.of());
    }

    private boolean isMet(String name, Value at, String where, Set<String> asking) {
        Value definition = definitions.values().get(name);
        if (definition == null) {
            throw file.error(at, where, "there is no condition " + name);
        }
        if (asking.contains(name)) {
            throw file.error(definition, "Conditions." + name, "the condition depends on itself");
        }
        Set<String> chain = new HashSet<>(asking);
        chain.add(name);
        return evaluate(definition, "Conditions." + name, chain);
    }

    private boolean evaluate(Value value, String where, Set<String> asking) {
        return switch (value) {
            case Call(String function, Items(List<Value> operands, _), _) when function.equals("Fn::And") ->
                operands
                        .stream().allMatch(operand -> evaluate(operand, where, asking));
            case Call(String function, Items(List<Value> operands, _), _) when function.equals("Fn::Or") ->
                operands
                        .stream().anyMatch(operand -> evaluate(operand, where, asking));
            case Call(String function, Items(List<Value> operands, _), _) when function.equals("Fn::Not")
                    && operands.size() == 1 ->
                !evaluate(operands.getFirst(), where, asking);
            case Call(String function, Items(List<Value> operands, _), _) when function.equals("Fn::Equals")
                    && operands.size() == 2 ->
                text(operands.getFirst(), where)
                        .equals(text(operands.getLast(), where));
            case Call(String function, Text(String name, _), _) when function.equals("Condition") ->
                isMet(name,
                        value, where, asking);
            case Members(var values, _) when values.size() == 1
                    && values.get("Condition") instanceof Text(String name, _) ->
                isMet(name, value, where, asking);
            default -> throw file.error(value, where, "!Equals, !And, !Or, !Not or !Condition is expected");
        };
    }

    private String text(Value value, String where) {
        if (operands.resolve(value, where).orElse(value) instanceof Text(String text, _)) {
            return text;
        }
        throw file.error(value, where, "!Equals compares strings");
    }
}
