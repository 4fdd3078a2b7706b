package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.ArrayList;
import java.util.List;

/** The images that a step is about. */
final class Images {
    private Images() {}

    /**
     * @param image one
     * @param images more
     */
    static List<ImageReference> parse(String image, List<String> images) throws InvalidParameterException {
        List<ImageReference> all = new ArrayList<>();
        if (image != null) {
            all.add(ImageReference.parse("image", image));
        }
        for (String one : images == null ? List.<String>of() : images) {
            ImageReference reference = ImageReference.parse("images", one);
            if (!all.contains(reference)) {
                all.add(reference);
            }
        }
        if (all.isEmpty()) {
            throw new InvalidParameterException(
                    "image",
                    null,
                    "the full name of an image, best with its digest: registry/repository@sha256:…",
                    "Name one as image, or several as images.");
        }
        return all;
    }

    /** The warning about tags, as the notation CLI words it. */
    static String tagWarning(String verb, ImageReference image) {
        return "Warning: Always " + verb + " the artifact using digest(@sha256:...) rather than a tag(:"
                + image.reference() + ") because "
                + (verb.equals("sign")
                        ? "tags are mutable and a tag reference can point to a different artifact than the one signed."
                        : "resolved digest may not point to the same signed artifact, as tags are mutable.");
    }
}
