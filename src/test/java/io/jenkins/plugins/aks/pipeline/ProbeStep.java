package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A step with a parameter of each type, whose operation the test gives. */
public final class ProbeStep extends AksStep {
    static ProbeWorld world;

    private final String name;
    private int count = 3;
    private Integer limit;
    private boolean strict = true;
    private Map<String, String> tags;
    private List<String> zones;

    @DataBoundConstructor
    public ProbeStep(String name) {
        this.name = name;
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws InvalidParameterException {
        if (count < 0) {
            throw new InvalidParameterException("count", count, "0 or more", "Correct it.");
        }
        return world.operation(scope.groupId(), this);
    }

    @Override
    protected String title() {
        return "probe " + name;
    }

    public String getName() {
        return name;
    }

    public int getCount() {
        return count;
    }

    @DataBoundSetter
    public void setCount(int count) {
        this.count = count;
    }

    public Integer getLimit() {
        return limit;
    }

    @DataBoundSetter
    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    public boolean isStrict() {
        return strict;
    }

    @DataBoundSetter
    public void setStrict(boolean strict) {
        this.strict = strict;
    }

    public Map<String, String> getTags() {
        return tags;
    }

    @DataBoundSetter
    public void setTags(Map<String, String> tags) {
        this.tags = tags;
    }

    public List<String> getZones() {
        return zones;
    }

    @DataBoundSetter
    public void setZones(List<String> zones) {
        this.zones = zones;
    }

    /** Known to the memory of the stand-ins by the test. */
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("probe", "Probe");
        }
    }
}
