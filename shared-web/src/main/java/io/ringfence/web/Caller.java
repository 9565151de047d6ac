package io.ringfence.web;

import io.ringfence.events.problem.Refusal;
import io.ringfence.events.value.AccountId;
import io.ringfence.events.value.InvalidValue;
import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the headers say where no authentication is configured (the gateway sets them where one is).
 *
 * @param account whose things the caller sees and changes
 * @param actor the name that stays beside every change, 1 to {@value #MAX_ACTOR} characters
 */
public record Caller(AccountId account, String actor) {
    public static final String ACCOUNT_HEADER = "Ringfence-Account";
    public static final String ACTOR_HEADER = "Ringfence-Actor";
    public static final String ANONYMOUS = "anonymous";
    public static final int MAX_ACTOR = 256;

    /** Reads the two headers; absent ones are {@code default} and {@code anonymous}, impossible ones are a 400. */
    public static Caller of(HttpHeaders headers) {
        return of(headers.getHeaderString(ACCOUNT_HEADER), headers.getHeaderString(ACTOR_HEADER));
    }

    /** The caller that these two header values name; null where a header is absent. */
    public static Caller of(@Nullable String account, @Nullable String actor) {
        return new Caller(account(account), actor == null || actor.isBlank() ? ANONYMOUS : actor(actor.strip()));
    }

    private static AccountId account(@Nullable String text) {
        try {
            return text == null ? AccountId.DEFAULT : new AccountId(text);
        } catch (InvalidValue e) {
            throw Refusal.invalid(ACCOUNT_HEADER, e);
        }
    }

    private static String actor(String text) {
        if (text.length() > MAX_ACTOR || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid(ACTOR_HEADER, "must have at most " + MAX_ACTOR + " characters, none a control one");
        }
        return text;
    }
}
