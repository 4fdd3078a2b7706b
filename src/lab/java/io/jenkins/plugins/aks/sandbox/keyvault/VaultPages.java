package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.List;

/** A vault's lists: at most 25 at once. */
public final class VaultPages {
    private static final int MOST = 25;

    private VaultPages() {}

    public static WebResponse answer(VaultCall call, List<ObjectNode> items) {
        if (!call.method().equals("GET")) {
            throw VaultRefusal.wrongMethod(call.method());
        }
        int size = number(call, "maxresults", MOST);
        if (size < 1 || size > MOST) {
            throw VaultRefusal.badParameter("maxresults must be from 1 to " + MOST + ".");
        }
        int from = Math.min(items.size(), number(call, "$skiptoken", 0));
        int to = Math.min(items.size(), from + size);
        ObjectNode page = Json.object();
        items.subList(from, to).forEach(page.withArrayProperty("value")::add);
        if (to < items.size()) {
            page.put(
                    "nextLink",
                    call.vault().url() + "/" + String.join("/", call.path()) + "?api-version="
                            + call.request().query("api-version").orElse("") + "&$skiptoken=" + to + "&maxresults="
                            + size);
        } else {
            page.putNull("nextLink");
        }
        return WebResponse.json(200, page);
    }

    private static int number(VaultCall call, String parameter, int otherwise) {
        String text = call.request().query(parameter).orElse(String.valueOf(otherwise));
        if (!text.matches("\\d{1,6}")) {
            throw VaultRefusal.badParameter("The value of " + parameter + " is no number: " + text);
        }
        return Integer.parseInt(text);
    }
}
