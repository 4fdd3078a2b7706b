package io.jenkins.plugins.aks.kit;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.w3c.dom.Element;

/** The fields of a step's form, with what the form shows in each before anybody has touched it. */
final class StepForm {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{descriptor\\.(\\w+)}");

    private final StepDescriptor descriptor;
    private final Map<String, String> defaults = new LinkedHashMap<>();

    private StepForm(StepDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** @return the fields by name, each with its default, which may be empty */
    static Map<String, String> fields(StepDescriptor descriptor, String jelly) {
        StepForm form = new StepForm(descriptor);
        form.read(Xml.parse(jelly));
        return form.defaults;
    }

    private void read(Element element) {
        if (element.getLocalName().equals("include")) {
            String page = element.getAttribute("page");
            Optional<String> included = StepResources.find(descriptor.clazz, page);
            read(Xml.parse(included.orElseThrow(
                    () -> new IllegalArgumentException("includes " + page + ", which is missing"))));
        }
        if (element.getLocalName().equals("entry") && element.hasAttribute("field")) {
            defaults.put(element.getAttribute("field"), defaultOf(element));
            return;
        }
        Xml.elements(element).forEach(this::read);
    }

    private String defaultOf(Element entry) {
        for (Element control : Xml.elements(entry)) {
            if (control.hasAttribute("default")) {
                return resolve(control.getAttribute("default"));
            }
            if (control.getLocalName().equals("checkbox")) {
                return "false";
            }
        }
        return "";
    }

    private String resolve(String text) {
        Matcher property = PROPERTY.matcher(text);
        if (!property.matches()) {
            return text;
        }
        String name = property.group(1);
        try {
            return String.valueOf(descriptor
                    .getClass()
                    .getMethod("get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                    .invoke(descriptor));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException(text + " cannot be read: " + e, e);
        }
    }
}
