package io.jenkins.plugins.aks.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HelpTextTest {
    @Test
    void paragraphsListsTablesAndCode() {
        String markdown = HelpText.toMarkdown(
                """
                <div>
                    <p>One <code>a b</code>,
                       <b>two</b> &amp; <a href="https://example.org">three</a>.</p>
                    <ul><li>first<ul><li>inner</li></ul></li><li>second</li></ul>
                    <table><tr><th>Key</th><th>Type</th></tr><tr><td>id</td><td>string</td></tr></table>
                    <pre>step name: 'x'</pre>
                </div>""");
        assertThat(markdown)
                .isEqualTo(
                        """
                One `a b`, **two** & [three](https://example.org).

                - first
                  - inner
                - second

                | Key | Type |
                |---|---|
                | id | string |

                ```groovy
                step name: 'x'
                ```
                """);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> HelpText.toMarkdown("<div><script>x</script></div>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<script>");
        assertThatThrownBy(() -> HelpText.toMarkdown("<div><p>open</div>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not well-formed");
    }
}
