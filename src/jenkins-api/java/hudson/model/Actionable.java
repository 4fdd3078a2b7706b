package hudson.model;

import java.util.ArrayList;
import java.util.List;

public abstract class Actionable extends AbstractModelObject {
    private transient List<Action> actions;

    public synchronized List<Action> getActions() {
        if (actions == null) {
            actions = new ArrayList<>();
        }
        return actions;
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        return getActions().stream().filter(type::isInstance).map(type::cast).toList();
    }

    public void addAction(Action action) {
        getActions().add(action);
    }

    public void replaceAction(Action action) {
        getActions().removeIf(a -> a.getClass() == action.getClass());
        getActions().add(action);
    }

    public boolean addOrReplaceAction(Action action) {
        replaceAction(action);
        return true;
    }

    public <T extends Action> T getAction(Class<T> type) {
        return getActions(type).stream().findFirst().orElse(null);
    }
}
