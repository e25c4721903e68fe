package dev.chela.core.eventwebhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.config.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final Secret KEY = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    /** The example that the libraries of the Standard Webhooks specification are tested with. */
    @Test
    void signs_as_the_specification_does() {
        assertThat(Signature.of(List.of(KEY), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_secret_that_signs_nothing_is_refused_when_it_is_configured() {
        assertThatThrownBy(() -> Post.to("https://crm.example", new Secret("whsec_not base64!!"))).hasMessageContaining("Base64")
                .hasMessageNotContaining("not base64!!");
        assertThatThrownBy(() -> Post.to("https://crm.example", new Secret("too short"))).hasMessageContaining("16 characters");
    }

    @Test
    void signs_with_each_secret_while_one_gives_way_to_the_other() {
        String both = Signature.of(List.of(KEY, new Secret("a text of its own")), "evt_1", 1, "{}");
        assertThat(both.split(" ")).hasSize(2).allMatch(each -> each.startsWith("v1,")).doesNotHaveDuplicates();
    }
}
