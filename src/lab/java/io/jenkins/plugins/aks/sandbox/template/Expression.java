package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Consumer;

/** An expression of the template language, as read. */
sealed interface Expression {

    record Literal(JsonNode value) implements Expression {}

    /** @param name with its namespace, if it has one: {@code contoso.uniqueName} */
    record Call(String name, List<Expression> arguments) implements Expression {
        boolean is(String function) {
            return name.equalsIgnoreCase(function);
        }
    }

    /** {@code of.key} or {@code of[key]}. */
    record Member(Expression of, Expression key) implements Expression {}

    /** Gives every call in it, its own arguments' calls too. */
    default void calls(Consumer<Call> consumer) {
        if (this instanceof Call call) {
            consumer.accept(call);
            call.arguments().forEach(argument -> argument.calls(consumer));
        } else if (this instanceof Member member) {
            member.of().calls(consumer);
            member.key().calls(consumer);
        }
    }
}
