"""What people hand in, at any moment and from any thread: answers and forms."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table, and_, insert, select
from sqlalchemy.exc import IntegrityError

from connectors.journal import tables as t
from connectors.journal.base import JournalBase
from connectors.journal.rows import Row, answer_row, read, submission_row
from flows.engine.case import Given, Submission


class Incoming(JournalBase):
    """Each of these is one small transaction, and the first to come stands."""

    def submit(self, given: Given) -> tuple[bool, Given]:
        """Take in an answer. The first of a person to a request stands; gives whether this is it, and which stands."""
        if self._is_first(t.answers, answer_row(given)):
            return True, given
        answers = t.answers.c
        of_this_person = and_(answers.request == given.request, answers.person == given.person)
        with self._reading() as connection:
            for same in (of_this_person, answers.id == given.id):
                row = connection.execute(select(t.answers).where(same)).first()
                if row is not None:
                    return False, read(t.answers, row)
        raise LookupError(f"answer {given.id} was refused as a double of one that is not there")

    def submit_form(self, submission: Submission) -> bool:
        """Take in a form once; gives whether it was new."""
        return self._is_first(t.submissions, submission_row(submission))

    def submit_forms(self, submissions: Sequence[Submission]) -> list[bool]:
        """Take in many forms in one transaction, each once; gives for each whether it was new."""
        if not submissions:
            return []
        s = t.submissions.c
        try:
            with self._writing() as connection:
                asked = select(s.form, s.id).where(s.id.in_([one.id for one in submissions]))
                known = {(form, id) for form, id in connection.execute(asked)}
                new = []
                for one in submissions:
                    new.append((one.form, one.id) not in known)
                    known.add((one.form, one.id))
                rows = [submission_row(one) for one, first in zip(submissions, new, strict=True) if first]
                if rows:
                    connection.execute(insert(t.submissions), rows)
                return new
        except IntegrityError:  # somebody else took one of them in at this moment
            return [self.submit_form(one) for one in submissions]

    def _is_first(self, table: Table, row: Row) -> bool:
        try:
            with self._writing() as connection:
                connection.execute(insert(table).values(row))
        except IntegrityError:
            return False
        return True
