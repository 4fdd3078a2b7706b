package io.jenkins.plugins.aks.pipeline;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Verifies images before they are used. Steps that use images find it here, since sections do not know each other; the
 * section that can verify implements it by naming its step. That step takes {@code images}, fails where one is not verified,
 * and returns under {@code images}, in the same order, maps with the image and its digest as {@code image}.
 */
public abstract class ImageGate implements ExtensionPoint {
    private static final String IMAGES = "images";

    /** The step that verifies. */
    protected abstract Class<? extends AksStep> step();

    /** Parameters of the step that would let unverified images pass, or name other images. */
    protected abstract Set<String> forbidden();

    /**
     * Makes the operation that verifies. Sends nothing.
     *
     * @param parameter of the step that asks, for errors
     * @param arguments of the step that verifies
     */
    public static Operation<AksSession> verify(
            String parameter, Map<String, Object> arguments, List<String> images, AksScope scope)
            throws OperationException {
        for (ImageGate gate : ExtensionList.lookup(ImageGate.class)) {
            return gate.operation(parameter, arguments, images, scope);
        }
        throw new OperationException(parameter + ": nothing here can verify images");
    }

    /** The verified images by the names that were asked for. */
    public static Map<String, String> verified(List<String> images, Map<String, Object> result) {
        List<?> verdicts = (List<?>) result.get(IMAGES);
        Map<String, String> verified = new LinkedHashMap<>();
        for (int i = 0; i < images.size(); i++) {
            verified.put(images.get(i), String.valueOf(((Map<?, ?>) verdicts.get(i)).get("image")));
        }
        return verified;
    }

    private Operation<AksSession> operation(
            String parameter, Map<String, Object> arguments, List<String> images, AksScope scope)
            throws OperationException {
        Set<String> allowed = new TreeSet<>(StepArguments.names(step()));
        allowed.removeAll(forbidden());
        StepArguments.setters(AksStep.class).forEach(setter -> allowed.remove(StepArguments.property(setter)));
        for (String name : arguments.keySet()) {
            if (!allowed.contains(name)) {
                throw new InvalidParameterException(
                        parameter, name, String.join(", ", allowed), "Leave this one out, or correct its name.");
            }
        }
        Map<String, Object> all = new TreeMap<>(arguments);
        all.put(IMAGES, new ArrayList<>(images));
        return StepArguments.restore(step(), all).operation(scope);
    }
}
