package dev.chela.core.channel.internal;

import dev.chela.api.channel.Account;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Denied;
import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.SecretRef;
import dev.chela.core.secret.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The secret settings of accounts: apart from the others, and out of every log from the moment they are read. */
final class Vault {
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[A-Z_][A-Z0-9_]*}");

    private final Secrets secrets;
    private final Redactor redactor;

    Vault(Secrets secrets, Redactor redactor) {
        this.secrets = secrets;
        this.redactor = redactor;
    }

    /** The account as its channel may hold it. */
    static Account open(ChannelInfo info, AccountSettings account) {
        Map<String, Object> settings = new LinkedHashMap<>(account.settings());
        settings.keySet().removeAll(info.secretFields());
        return new Account(account.id(), Map.copyOf(settings));
    }

    /** @throws Denied when the field is no secret of this channel, or not set */
    String secret(ChannelInfo info, AccountSettings account, String field) {
        String path = "channels." + account.channel() + "." + field;
        if (!info.secretFields().contains(field)) {
            throw new Denied("'" + field + "' is not a secret field of the channel " + account.channel());
        }
        Object value = account.settings().get(field);
        if (value instanceof Map<?, ?> ref) {
            return secrets.resolve(new SecretRef(text(ref, "source"), text(ref, "path"), text(ref, "id"))).reveal();
        }
        if (value == null || String.valueOf(value).isBlank() || UNRESOLVED.matcher(String.valueOf(value)).matches()) {
            throw new Denied("account '" + account.id() + "' has no " + field + "; set " + path + " in chela.json5");
        }
        Secret secret = new Secret(String.valueOf(value).strip());
        redactor.keep(secret);
        return secret.reveal();
    }

    private static String text(Map<?, ?> ref, String key) {
        Object value = ref.get(key);
        return value == null ? "" : String.valueOf(value);
    }

    String redact(String text) {
        return redactor.redact(text);
    }
}
