package io.jenkins.plugins.aks.kit;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Turns a help file into Markdown. Knows few elements, so that help stays plain. */
final class HelpText {
    private HelpText() {}

    /** @throws IllegalArgumentException for text that is not well-formed, or an element beyond those few */
    static String toMarkdown(String html) {
        StringBuilder out = new StringBuilder();
        block(Xml.parse(html), out, "");
        return out.toString().strip() + "\n";
    }

    private static void block(Element element, StringBuilder out, String indent) {
        switch (element.getTagName()) {
            case "div" -> Xml.elements(element).forEach(child -> block(child, out, indent));
            case "p" -> out.append(indent).append(inline(element).strip()).append("\n\n");
            case "pre" -> out.append("```groovy\n")
                    .append(element.getTextContent().strip())
                    .append("\n```\n\n");
            case "ul", "ol" -> list(element, out, indent);
            case "table" -> table(element, out);
            default -> throw unknown(element);
        }
    }

    private static void list(Element list, StringBuilder out, String indent) {
        String mark = list.getTagName().equals("ol") ? "1. " : "- ";
        for (Element item : Xml.elements(list)) {
            out.append(indent).append(mark).append(inline(item).strip()).append("\n");
            Xml.elements(item).stream()
                    .filter(child -> child.getTagName().matches("[uo]l"))
                    .forEach(child -> list(child, out, indent + "  "));
        }
        if (indent.isEmpty()) {
            out.append("\n");
        }
    }

    private static void table(Element table, StringBuilder out) {
        boolean first = true;
        for (Element row : Xml.elements(table)) {
            for (Element cell : Xml.elements(row)) {
                out.append("| ").append(inline(cell).strip()).append(' ');
            }
            out.append("|\n");
            if (first) {
                out.append("|---".repeat(Xml.elements(row).size())).append("|\n");
                first = false;
            }
        }
        out.append("\n");
    }

    private static String inline(Element element) {
        StringBuilder out = new StringBuilder();
        for (Node child : Xml.children(element)) {
            if (child instanceof Element inner) {
                out.append(span(inner));
            } else if (child.getNodeType() == Node.TEXT_NODE) {
                out.append(child.getTextContent().replaceAll("\\s+", " "));
            }
        }
        return out.toString();
    }

    private static String span(Element element) {
        return switch (element.getTagName()) {
            case "code" -> "`" + element.getTextContent().replaceAll("\\s+", " ") + "`";
            case "i", "em" -> "*" + inline(element) + "*";
            case "b", "strong" -> "**" + inline(element) + "**";
            case "a" -> "[" + inline(element) + "](" + element.getAttribute("href") + ")";
            case "ul", "ol" -> "";
            default -> throw unknown(element);
        };
    }

    private static IllegalArgumentException unknown(Element element) {
        return new IllegalArgumentException("help uses <" + element.getTagName()
                + ">; known are div, p, pre, ul, ol, li, table, tr, th, td, code, i, em, b, strong, a");
    }
}
