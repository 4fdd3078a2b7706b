package io.jenkins.plugins.aks.pipeline;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.microsoft.azure.util.AzureBaseCredentials;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;

/** What the drop-down lists of the forms offer, and to whom. */
final class FormChoices {
    private FormChoices() {}

    /** Who may not use the credentials of this place sees the current value only. */
    static ListBoxModel credentials(Item item, String current) {
        StandardListBoxModel choices = new StandardListBoxModel();
        if (!mayUseCredentials(item)) {
            choices.includeCurrentValue(current);
            return choices;
        }
        choices.includeEmptyValue();
        choices.includeMatchingAs(
                ACL.SYSTEM2, item, AzureBaseCredentials.class, List.of(), CredentialsMatchers.always());
        if (mayConfigure(item)) {
            AksGlobalConfiguration.get().getWorkloadIdentities().forEach(w -> choices.add(w.describe(), w.getId()));
        }
        choices.includeCurrentValue(current);
        return choices;
    }

    static ListBoxModel clouds(Item item, String current) {
        ListBoxModel choices = new ListBoxModel();
        choices.add("", "");
        if (mayConfigure(item)) {
            AksGlobalConfiguration.get().cloudNames().forEach(choices::add);
        }
        if (current != null && choices.stream().noneMatch(option -> option.value.equals(current))) {
            choices.add(current);
        }
        return choices;
    }

    static ListBoxModel of(Item item, List<String> values) {
        ListBoxModel choices = new ListBoxModel();
        if (mayConfigure(item)) {
            values.forEach(choices::add);
        }
        return choices;
    }

    private static boolean mayUseCredentials(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    private static boolean mayConfigure(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.EXTENDED_READ);
    }
}
