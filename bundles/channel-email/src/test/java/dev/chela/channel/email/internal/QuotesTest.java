package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "yes#                                                                     | yes           | ''",
        "yes##On Sun, 22 Nov 2026 at 10:00,#Bob <b@example.org> wrote:#> old#>> older#| yes       | 'On Sun, 22 Nov 2026 at 10:00,#Bob <b@example.org> wrote:#old#older'",
        "yes##Am 22.11.26 um 10:00 schrieb Bob:##> old                            | yes           | 'Am 22.11.26 um 10:00 schrieb Bob:##old'",
        "> one#mine#> two#yours                                                   | '> one#mine#> two#yours' | ''",
        "> one#mine#> rest                                                        | '> one#mine'  | rest",
        "look:#> only this                                                        | 'look:#> only this' | ''",
        "yes##-----Original Message-----#From: Bob#old                            | yes           | '-----Original Message-----#From: Bob#old'",
        "yes#-- #Alice#+49 30 1234                                                | yes           | ''",
        "a > b#>                                                                  | a > b         | ''",
        "> all of it#> is quoted                                                  | '> all of it#> is quoted' | ''"})
    void what_stands_below_of_the_letter_that_is_answered_is_not_said_again(String body, String text, String quoted) {
        Quotes.Split split = Quotes.of(body.replace('#', '\n'));
        assertThat(split.text()).isEqualTo(text.replace('#', '\n'));
        assertThat(split.quoted()).isEqualTo(quoted.replace('#', '\n'));
    }
}
