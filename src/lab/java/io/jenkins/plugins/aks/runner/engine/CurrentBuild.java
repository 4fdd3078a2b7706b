package io.jenkins.plugins.aks.runner.engine;

import hudson.model.Result;
import java.time.Duration;
import java.time.Instant;

/** {@code currentBuild} in a script: what Jenkins' RunWrapper offers for the build itself. */
public final class CurrentBuild {

    private final Session session;
    private String displayName;
    private String description;

    CurrentBuild(Session session) {
        this.session = session;
        this.displayName = session.run().getDisplayName();
    }

    public String getResult() {
        Result result = session.run().getResult();
        return result == null ? null : result.toString();
    }

    /** Can only make it worse, as in Jenkins. */
    public void setResult(String result) {
        session.run().setResult(Result.fromString(result));
    }

    public String getCurrentResult() {
        String result = getResult();
        return result == null ? Result.SUCCESS.toString() : result;
    }

    public boolean resultIsBetterOrEqualTo(String other) {
        return Result.fromString(getCurrentResult()).isBetterOrEqualTo(Result.fromString(other));
    }

    public boolean resultIsWorseOrEqualTo(String other) {
        return Result.fromString(getCurrentResult()).isWorseOrEqualTo(Result.fromString(other));
    }

    public int getNumber() {
        return session.run().getNumber();
    }

    public String getId() {
        return session.run().getId();
    }

    public String getDisplayName() {
        return displayName;
    }

    public void setDisplayName(String name) {
        displayName = name;
    }

    public String getFullDisplayName() {
        return getProjectName() + " " + displayName;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String text) {
        description = text;
    }

    public String getProjectName() {
        return session.run().getParent().getName();
    }

    public String getFullProjectName() {
        return session.run().getParent().getFullName();
    }

    public String getAbsoluteUrl() {
        return session.run().getAbsoluteUrl();
    }

    public long getStartTimeInMillis() {
        return session.run().getTimeInMillis();
    }

    public long getTimeInMillis() {
        return session.run().getTimeInMillis();
    }

    public long getDuration() {
        Instant start = Instant.ofEpochMilli(session.run().getTimeInMillis());
        return Duration.between(start, session.timers().clock().instant()).toMillis();
    }

    public String getDurationString() {
        return Stages.text(Duration.ofMillis(getDuration())) + " and counting";
    }
}
