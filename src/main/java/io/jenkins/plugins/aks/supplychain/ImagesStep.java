package io.jenkins.plugins.aks.supplychain;

import hudson.Util;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.Lists;
import io.jenkins.plugins.aks.registry.ImageReference;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that are about the signatures of images. */
public abstract class ImagesStep extends AksStep {
    /** The default of {@link #getTimeLimit}. */
    public static final String TIME_LIMIT = "15m";

    private String image;
    private List<String> images;
    private Map<String, String> metadata;

    /** @throws InvalidParameterException where no image is given, or one that is none */
    final List<ImageReference> parsed() throws InvalidParameterException {
        return Images.parse(image, images);
    }

    /** What is, or is to be, signed together with the images. */
    final Map<String, String> signed() {
        return metadata == null ? Map.of() : metadata;
    }

    @Override
    protected final String title() {
        return getDescriptor().getFunctionName() + " " + (image == null ? "" : image);
    }

    @Override
    protected final String defaultTimeLimit() {
        return TIME_LIMIT;
    }

    public final String getImage() {
        return image;
    }

    @DataBoundSetter
    public final void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    public final List<String> getImages() {
        return images;
    }

    @DataBoundSetter
    public final void setImages(List<String> images) {
        this.images = Lists.split(images);
    }

    public final Map<String, String> getMetadata() {
        return metadata;
    }

    @DataBoundSetter
    public final void setMetadata(Map<String, String> metadata) {
        this.metadata = Lists.texts(metadata);
    }
}
