package io.jenkins.plugins.aks.sandbox.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.sandbox.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions of the template language give; the examples are those of the service's own documentation. */
class ExpressionsTest {
    private static final String TEMPLATE = "{\"$schema\":\"s\",\"contentVersion\":\"1.0.0.0\",\"resources\":[],"
            + "\"parameters\":{\"name\":{\"type\":\"string\"},\"size\":{\"type\":\"int\",\"defaultValue\":3},"
            + "\"doubled\":{\"type\":\"int\",\"defaultValue\":\"[mul(parameters('size'), 2)]\"}},"
            + "\"functions\":[{\"namespace\":\"my\",\"members\":{\"twice\":{\"parameters\":[{\"name\":\"x\",\"type\":\"string\"}],"
            + "\"output\":{\"type\":\"string\",\"value\":\"[concat(parameters('x'), parameters('x'))]\"}},"
            + "\"outside\":{\"parameters\":[{\"name\":\"x\",\"type\":\"string\"}],"
            + "\"output\":{\"type\":\"string\",\"value\":\"[parameters('name')]\"}}}}],"
            + "\"variables\":{\"prefix\":\"[concat(parameters('name'), '-')]\",\"list\":[\"a\",\"b\"],"
            + "\"object\":{\"Inner\":{\"x\":1},\"copy\":[{\"name\":\"disks\",\"count\":2,\"input\":"
            + "\"[format('d{0}', copyIndex('disks', 1))]\"}]},\"a\":\"[variables('b')]\",\"b\":\"[variables('a')]\","
            + "\"copy\":[{\"name\":\"names\",\"count\":3,\"input\":\"[concat('n', string(copyIndex('names')))]\"}]}}";

    private static Evaluator evaluator() {
        Place place = new Place(
                Json.object().put("subscriptionId", "s1").put("tenantId", "t1"),
                Json.object().put("name", "rg1").put("id", "/subscriptions/s1/resourceGroups/rg1"),
                Json.object().put("name", "d1"),
                Json.object().put("objectId", "o1"),
                Json.object().put("name", "AzureCloud"));
        return new Evaluator(
                Template.of(Json.parse(TEMPLATE)),
                place,
                Runtime.none(),
                Json.object().put("name", "lab"));
    }

    private static JsonNode value(String expression) {
        return evaluator().evaluate(TextNode.valueOf(expression), Locals.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[concat('a', 'b', string(3))]                         | \"ab3\"",
                "[concat(createArray(1), createArray(2, 3))]           | [1,2,3]",
                "[toUpper(trim('  abc '))]                             | \"ABC\"",
                "[replace('1-2-3', '-', '')]                           | \"123\"",
                "[substring('one two three', 4, 3)]                    | \"two\"",
                "[take('abc', 2)]                                      | \"ab\"",
                "[take(createArray(1, 2, 3), 5)]                       | [1,2,3]",
                "[skip('abc', 1)]                                      | \"bc\"",
                "[split('a,b;c', createArray(',', ';'))]               | [\"a\",\"b\",\"c\"]",
                "[join(createArray('a', 'b'), '-')]                    | \"a-b\"",
                "[format('{0}-{1:D3}-{{x}}', 'a', 7)]                  | \"a-007-{x}\"",
                "[padLeft('7', 3, '0')]                                | \"007\"",
                "[base64ToString(base64('grün'))]                      | \"grün\"",
                "[json('{\"a\": [1, true, null]}')]                    | {\"a\":[1,true,null]}",
                "[uriComponent('http://a b')]                          | \"http%3A%2F%2Fa%20b\"",
                "[string(createObject('a', 1))]                        | \"{\\\"a\\\":1}\"",
                "[if(equals(1, 1), 'yes', parameters('missing'))]      | \"yes\"",
                "[and(true(), not(false()), less(1, 2))]               | true",
                "[or(false(), greaterOrEquals(1, 2))]                  | false",
                "[coalesce(null(), json('null'), 'x')]                 | \"x\"",
                "[equals('a', 'A')]                                    | false",
                "[contains(createObject('One', 1), 'one')]             | true",
                "[contains('abc', 'B')]                                | false",
                "[contains(createArray('a', 'b'), 'b')]                | true",
                "[empty('')]                                           | true",
                "[empty(createObject())]                               | true",
                "[first('abc')]                                        | \"a\"",
                "[last(createArray(1, 2))]                             | 2",
                "[length(createObject('a', 1, 'b', 2))]                | 2",
                "[indexOf('test', 'T')]                                | 0",
                "[union(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2)))] | {\"a\":{\"x\":1,\"y\":2}}",
                "[intersection(createArray(1, 2, 3), createArray(2, 3, 4))] | [2,3]",
                "[range(5, 3)]                                         | [5,6,7]",
                "[items(createObject('b', 2, 'a', 1))]                 | [{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":2}]",
                "[int('12')]                                           | 12",
                "[bool('True')]                                        | true",
                "[div(8, 3)]                                           | 2",
                "[mod(7, 3)]                                           | 1",
                "[min(createArray(4, 2, 9))]                           | 2",
                "[max(4, 2, 9)]                                        | 9",
                "[map(createArray(1, 2), lambda('i', add(lambdaVariables('i'), 1)))] | [2,3]",
                "[filter(createArray(1, 2, 3), lambda('i', greater(lambdaVariables('i'), 1)))] | [2,3]",
                "[reduce(createArray(1, 2, 3), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))] | 6",
                "[sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))] | [1,2,3]",
                "[toObject(createArray('a', 'b'), lambda('e', lambdaVariables('e')), lambda('e', toUpper(lambdaVariables('e'))))] | {\"a\":\"A\",\"b\":\"B\"}",
                "[tryGet(createObject('a', 1), 'b')]                   | null",
                "[parameters('doubled')]                               | 6",
                "[variables('prefix')]                                 | \"lab-\"",
                "[variables('list')[1]]                                | \"b\"",
                "[variables('object').inner.x]                         | 1",
                "[variables('object').disks]                           | [\"d1\",\"d2\"]",
                "[variables('names')]                                  | [\"n0\",\"n1\",\"n2\"]",
                "[ concat( 'it''s' , '[x]' ) ]                         | \"it's[x]\"",
                "[[literal]                                            | \"[literal]\"",
                "[not closed                                           | \"[not closed\"",
                "[resourceGroup().name]                                | \"rg1\"",
                "[deployer().objectId]                                 | \"o1\"",
                "[tenant().tenantId]                                   | \"t1\"",
                "[my.twice(my.twice('a'))]                             | \"aaaa\"",
            })
    void anExpressionGives(String expression, String expected) {
        assertThat(value(expression).toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[resourceId('A.B/c', 'n')] | /subscriptions/s1/resourceGroups/rg1/providers/A.B/c/n",
                "[resourceId('rg2', 'A.B/c/d', 'n', 'm')] | /subscriptions/s1/resourceGroups/rg2/providers/A.B/c/n/d/m",
                "[resourceId('s2', 'rg2', 'A.B/c', 'n')] | /subscriptions/s2/resourceGroups/rg2/providers/A.B/c/n",
                "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')] | /subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions/r",
                "[tenantResourceId('A.B/c', 'n')] | /providers/A.B/c/n",
                "[extensionResourceId('/x/y', 'A.B/c', 'n')] | /x/y/providers/A.B/c/n",
            })
    void anIdIsMadeOf(String expression, String expected) {
        assertThat(value(expression).asText()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[parameters('nope')]   | The template parameter 'nope' is not found",
                "[variables('nope')]    | The template variable 'nope' is not found",
                "[variables('a')]       | Circular dependency detected on 'variables.a'",
                "[nonsense('a')]        | The template function 'nonsense' is not valid",
                "[listKeys('a', 'b')]   | The template function 'listKeys' is not supported by this sandbox",
                "[contoso.name('a')]    | The template function 'contoso.name' is not valid",
                "[my.twice()]           | function requires exactly '1' argument(s) while '0' were provided",
                "[my.outside('a')]      | The template parameter 'name' is not found",
                "[toLower(3)]           | expects its parameter to be of type 'String'. The provided value is of type 'Integer'",
                "[toLower('a', 'b')]    | function requires exactly '1' argument(s) while '2' were provided",
                "[substring('a', 0, 2)] | must refer to a location within the string",
                "[variables('list')[5]] | array index '5' is out of bounds",
                "[variables('object').y]| property 'y' doesn't exist, available properties are 'Inner, disks'",
                "[reference('x')]       | The template function 'reference' is not expected at this location",
                "[utcNow()]             | The function can only be used in the default value of a parameter",
                "[copyIndex()]          | The template function 'copyIndex' is not expected at this location",
                "[concat('a']           | Unable to parse language expression 'concat('a''",
                "[concat('a)]           | the string literal is not closed",
                "[resourceId('A.B/c/d', 'n')] | as many resource names as it has segments",
                "[div(1, 0)]            | must not be zero",
            })
    void aWrongExpressionIsRefused(String expression, String why) {
        assertThatThrownBy(() -> value(expression)).hasMessageContaining(why);
    }

    @Test
    void uniqueNamesAreStableAndTellApart() {
        assertThat(value("[uniqueString('a', 'b')]").asText())
                .matches("[a-z2-7]{13}")
                .isEqualTo(value("[uniqueString('a', 'b')]").asText())
                .isNotEqualTo(value("[uniqueString('a', 'c')]").asText());
        assertThat(value("[guid('a')]").asText())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .isNotEqualTo(value("[guid('b')]").asText());
    }
}
