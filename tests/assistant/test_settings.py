"""Settings come from keyword arguments, the environment or `.env`, and a mistake in any of them is one clear line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant import Assistant, InvalidSettings, Mode, Settings
from assistant.llm.models import chosen_mode

KEY = "sk-1234567890abcdef"


@pytest.fixture(autouse=True)
def an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(**values: Any) -> str:
    with pytest.raises(InvalidSettings) as error:
        Settings(**values)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_an_unknown_variable_of_ours_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_MODLE", "gpt-5")
    assert "FACTCHECK_MODLE" in refused() and "FACTCHECK_MODEL," in refused()


def test_an_unknown_key_of_ours_in_the_env_file_is_refused(an_empty_folder: Path) -> None:
    (an_empty_folder / ".env").write_text("FACTCHECK_MODLE=gpt-5\n")
    assert "factcheck_modle" in refused()


def test_an_unknown_argument_is_refused() -> None:
    assert "modle" in refused(modle="gpt-5")


def test_keys_of_other_programs_in_the_env_file_do_not_matter(an_empty_folder: Path) -> None:
    (an_empty_folder / ".env").write_text(f"DATABASE_URL=x\nOPENAI_API_KEY={KEY}\nFACTCHECK_MODE=quotes\n")
    settings = Settings()
    assert settings.mode == "quotes" and settings.api_key == SecretStr(KEY)


def test_arguments_win_over_the_environment_and_that_over_the_env_file(
    an_empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (an_empty_folder / ".env").write_text("FACTCHECK_EVIDENCE=3\nFACTCHECK_MAX_STATEMENTS=3\nFACTCHECK_MODE=quotes\n")
    monkeypatch.setenv("FACTCHECK_EVIDENCE", "4")
    monkeypatch.setenv("FACTCHECK_MAX_STATEMENTS", "4")
    settings = Settings.load(evidence=5)
    assert (settings.evidence, settings.max_statements, settings.mode) == (5, 4, "quotes")


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_MODE", "")
    monkeypatch.setenv("FACTCHECK_MODEL_FILE", "")
    assert chosen_mode(Settings()) is Mode.QUOTES


@pytest.mark.parametrize(
    ("name", "value"),
    [("mode", "best"), ("evidence", 0), ("evidence", "many"), ("model_timeout", -1), ("max_statements", 1000)],
)
def test_a_wrong_value_is_refused_with_the_name_of_its_setting(name: str, value: Any) -> None:
    assert refused(**{name: value}).startswith(f"settings: {name}: ")


def test_a_key_is_in_no_text_of_the_settings() -> None:
    settings = Settings(api_key=KEY, model="m", base_url=f"http://user:{KEY}@127.0.0.1/v1")
    assert KEY not in f"{settings} {settings!r} {settings.model_dump()['api_key']}"
    assert KEY not in refused(api_key=KEY, mode="best")


def test_a_key_alone_does_not_switch_to_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert chosen_mode(Settings()) is Mode.QUOTES
    assert chosen_mode(Settings(model="gpt-5-mini")) is Mode.API


def test_settings_and_arguments_together_are_refused_rather_than_one_ignored(sample_archive: Path) -> None:
    with pytest.raises(InvalidSettings, match="not both"):
        Assistant.open(Settings(archive=sample_archive), mode="quotes")


@pytest.mark.parametrize("mode", ["api", "local"])
def test_a_mode_that_is_asked_for_has_to_be_configured(sample_archive: Path, mode: str) -> None:
    with pytest.raises(InvalidSettings, match=f"mode {mode} needs"):
        Assistant.open(archive=sample_archive, mode=mode)
