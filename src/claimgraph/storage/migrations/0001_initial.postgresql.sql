CREATE TABLE "company" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(200) COLLATE "C" NOT NULL,
    "name_key" VARCHAR(200) COLLATE "C" NOT NULL,
    "is_account" BOOL NOT NULL,
    "locale" VARCHAR(20) COLLATE "C",
    "jurisdiction" VARCHAR(10) COLLATE "C",
    "internal_version" INT NOT NULL,
    "internal_updated_at" TIMESTAMPTZ NOT NULL,
    "registration_number" VARCHAR(60) COLLATE "C",
    "address" VARCHAR(500) COLLATE "C",
    "currency" VARCHAR(3) COLLATE "C",
    "time_zone" VARCHAR(60) COLLATE "C",
    "collaborators_may_submit" BOOL NOT NULL,
    "over_claim" VARCHAR(20) COLLATE "C" NOT NULL,
    "token_lifetime_days" INT NOT NULL,
    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "outbox_message" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(40) COLLATE "C" NOT NULL,
    "content" TEXT COLLATE "C" NOT NULL,
    "attempts" INT NOT NULL,
    "next_attempt_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ,
    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sign_in_brake" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "key_hash" VARCHAR(64) COLLATE "C" NOT NULL,
    "failures" INT NOT NULL,
    "failed_at" TIMESTAMPTZ NOT NULL,
    "blocked_until" TIMESTAMPTZ NOT NULL,
    CONSTRAINT "sign_in_brake_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "sign_in_brake_key_hash_unique" UNIQUE ("key_hash")
);

CREATE TABLE "actor" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "name" VARCHAR(200) COLLATE "C" NOT NULL,
    "name_key" VARCHAR(200) COLLATE "C" NOT NULL,
    "email" VARCHAR(254) COLLATE "C",
    "email_key" VARCHAR(254) COLLATE "C",
    "internal_version" INT NOT NULL,
    "internal_updated_at" TIMESTAMPTZ NOT NULL,
    "job_title" VARCHAR(200) COLLATE "C",
    "is_active" BOOL NOT NULL,
    "last_signed_in_at" TIMESTAMPTZ,
    "company_id" UUID,
    "stands_for_id" UUID,
    CONSTRAINT "actor_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "actor_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company" ("id") ON DELETE RESTRICT,
    CONSTRAINT "actor_stands_for_id_fkey" FOREIGN KEY ("stands_for_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "project" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "number" VARCHAR(40) COLLATE "C" NOT NULL,
    "number_key" VARCHAR(40) COLLATE "C" NOT NULL,
    "name" VARCHAR(200) COLLATE "C" NOT NULL,
    "name_key" VARCHAR(200) COLLATE "C" NOT NULL,
    "currency" VARCHAR(3) COLLATE "C" NOT NULL,
    "time_zone" VARCHAR(60) COLLATE "C" NOT NULL,
    "jurisdiction" VARCHAR(10) COLLATE "C",
    "is_archived" BOOL NOT NULL,
    "internal_version" INT NOT NULL,
    "internal_updated_at" TIMESTAMPTZ NOT NULL,
    "collaborators_may_submit" BOOL,
    "default_claim_type" VARCHAR(40) COLLATE "C" NOT NULL,
    "commitments_private" BOOL NOT NULL,
    "over_claim" VARCHAR(20) COLLATE "C" NOT NULL,
    "late_claims" VARCHAR(20) COLLATE "C" NOT NULL,
    "stored_materials" VARCHAR(20) COLLATE "C" NOT NULL,
    "default_retention" TEXT COLLATE "C",
    "default_tax" TEXT COLLATE "C",
    "hide_balance_from_contacts" BOOL NOT NULL,
    "default_period_start_day" INT,
    "default_period_end_day" INT,
    "default_period_due_day" INT,
    "account_id" UUID NOT NULL,
    CONSTRAINT "project_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "project_account_id_number_key_unique" UNIQUE ("account_id", "number_key"),
    CONSTRAINT "project_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "company" ("id") ON DELETE RESTRICT
);

CREATE TABLE "vendor" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(200) COLLATE "C" NOT NULL,
    "name_key" VARCHAR(200) COLLATE "C" NOT NULL,
    "internal_version" INT NOT NULL,
    "internal_updated_at" TIMESTAMPTZ NOT NULL,
    "is_active" BOOL NOT NULL,
    "account_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    CONSTRAINT "vendor_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "vendor_account_id_name_key_unique" UNIQUE ("account_id", "name_key"),
    CONSTRAINT "vendor_account_id_company_id_unique" UNIQUE ("account_id", "company_id"),
    CONSTRAINT "vendor_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "company" ("id") ON DELETE RESTRICT,
    CONSTRAINT "vendor_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company" ("id") ON DELETE RESTRICT
);

CREATE TABLE "access_token" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(200) COLLATE "C" NOT NULL,
    "prefix" VARCHAR(16) COLLATE "C" NOT NULL,
    "secret_hash" VARCHAR(64) COLLATE "C" NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "last_used_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ,
    "is_read_only" BOOL NOT NULL,
    "owner_id" UUID NOT NULL,
    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "access_token_secret_hash_unique" UNIQUE ("secret_hash"),
    CONSTRAINT "access_token_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "name" VARCHAR(60) COLLATE "C" NOT NULL,
    "actor_name" VARCHAR(200) COLLATE "C" NOT NULL,
    "on_behalf_of_id" UUID,
    "subject_type" VARCHAR(40) COLLATE "C" NOT NULL,
    "subject_id" UUID NOT NULL,
    "commitment_id" UUID,
    "project_id" UUID,
    "reason" TEXT COLLATE "C",
    "changes" TEXT COLLATE "C" NOT NULL,
    "request_id" VARCHAR(64) COLLATE "C" NOT NULL,
    "actor_id" UUID,
    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "audit_event_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "credential" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "password_hash" VARCHAR(255) COLLATE "C" NOT NULL,
    "changed_at" TIMESTAMPTZ NOT NULL,
    "person_id" UUID NOT NULL,
    CONSTRAINT "credential_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "credential_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "employment" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "begins_at" TIMESTAMPTZ NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "is_administrator" BOOL NOT NULL,
    "company_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    CONSTRAINT "employment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "employment_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company" ("id") ON DELETE RESTRICT,
    CONSTRAINT "employment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "idempotency_record" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "key" VARCHAR(255) COLLATE "C" NOT NULL,
    "mutation" VARCHAR(60) COLLATE "C" NOT NULL,
    "input_hash" VARCHAR(64) COLLATE "C" NOT NULL,
    "answer" TEXT COLLATE "C" NOT NULL,
    "actor_id" UUID NOT NULL,
    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "idempotency_record_actor_id_key_unique" UNIQUE ("actor_id", "key"),
    CONSTRAINT "idempotency_record_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "password_link" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "secret_hash" VARCHAR(64) COLLATE "C" NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "person_id" UUID NOT NULL,
    CONSTRAINT "password_link_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "password_link_secret_hash_unique" UNIQUE ("secret_hash"),
    CONSTRAINT "password_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "secret_hash" VARCHAR(64) COLLATE "C" NOT NULL,
    "csrf_hash" VARCHAR(64) COLLATE "C" NOT NULL,
    "last_seen_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "person_id" UUID NOT NULL,
    CONSTRAINT "session_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "session_secret_hash_unique" UNIQUE ("secret_hash"),
    CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "upload" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "file_name" VARCHAR(255) COLLATE "C" NOT NULL,
    "media_type" VARCHAR(120) COLLATE "C" NOT NULL,
    "size" INT NOT NULL,
    "sha256" VARCHAR(64) COLLATE "C" NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "received_at" TIMESTAMPTZ,
    "owner_id" UUID NOT NULL,
    CONSTRAINT "upload_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "upload_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "billing_period" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "status" VARCHAR(20) COLLATE "C" NOT NULL,
    "project_id" UUID NOT NULL,
    CONSTRAINT "billing_period_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "billing_period_project_id_starts_on_unique" UNIQUE ("project_id", "starts_on"),
    CONSTRAINT "billing_period_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT
);

CREATE TABLE "project_access" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "begins_at" TIMESTAMPTZ NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "level" VARCHAR(20) COLLATE "C" NOT NULL,
    "actor_id" UUID NOT NULL,
    "granted_by_id" UUID,
    "project_id" UUID NOT NULL,
    CONSTRAINT "project_access_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "project_access_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "project_access_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "project_access_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT
);

CREATE TABLE "shown_person" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "position" INT NOT NULL,
    "person_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    CONSTRAINT "shown_person_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "shown_person_project_id_person_id_unique" UNIQUE ("project_id", "person_id"),
    CONSTRAINT "shown_person_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "shown_person_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT
);

CREATE TABLE "commitment" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "number" VARCHAR(40) COLLATE "C" NOT NULL,
    "number_key" VARCHAR(40) COLLATE "C" NOT NULL,
    "title" VARCHAR(200) COLLATE "C" NOT NULL,
    "title_key" VARCHAR(200) COLLATE "C" NOT NULL,
    "status" VARCHAR(20) COLLATE "C" NOT NULL,
    "status_reason" TEXT COLLATE "C",
    "status_changed_at" TIMESTAMPTZ NOT NULL,
    "is_executed" BOOL NOT NULL,
    "claims_on" BOOL NOT NULL,
    "default_basis" VARCHAR(20) COLLATE "C" NOT NULL,
    "contract_date" DATE,
    "starts_on" DATE,
    "estimated_completion_on" DATE,
    "completed_on" DATE,
    "practical_completion_on" DATE,
    "completion_on" DATE,
    "defects_end_on" DATE,
    "description" TEXT COLLATE "C",
    "inclusions" TEXT COLLATE "C",
    "exclusions" TEXT COLLATE "C",
    "tax" TEXT COLLATE "C",
    "original_sum_minor" BIGINT NOT NULL,
    "approved_variations_minor" BIGINT NOT NULL,
    "pending_variations_minor" BIGINT NOT NULL,
    "revised_sum_minor" BIGINT NOT NULL,
    "schedule_total_minor" BIGINT NOT NULL,
    "schedule_lines" INT NOT NULL,
    "certified_to_date_minor" BIGINT NOT NULL,
    "retention_held_minor" BIGINT NOT NULL,
    "internal_version" INT NOT NULL,
    "internal_updated_at" TIMESTAMPTZ NOT NULL,
    "is_private" BOOL NOT NULL,
    "internal_note" TEXT COLLATE "C",
    "internal_note_version" INT NOT NULL,
    "project_id" UUID NOT NULL,
    "vendor_id" UUID NOT NULL,
    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "commitment_project_id_number_key_unique" UNIQUE ("project_id", "number_key"),
    CONSTRAINT "commitment_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE RESTRICT,
    CONSTRAINT "commitment_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "default_claim_contact" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "position" INT NOT NULL,
    "person_id" UUID NOT NULL,
    "vendor_id" UUID NOT NULL,
    CONSTRAINT "default_claim_contact_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "default_claim_contact_vendor_id_person_id_unique" UNIQUE ("vendor_id", "person_id"),
    CONSTRAINT "default_claim_contact_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "default_claim_contact_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "access_list_entry" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "begins_at" TIMESTAMPTZ NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL,
    "position" INT NOT NULL,
    "actor_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    CONSTRAINT "access_list_entry_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "access_list_entry_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "access_list_entry_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT
);

CREATE TABLE "designation" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "begins_at" TIMESTAMPTZ NOT NULL,
    "ends_at" TIMESTAMPTZ NOT NULL,
    "commitment_id" UUID NOT NULL,
    "designated_by_id" UUID,
    "person_id" UUID NOT NULL,
    CONSTRAINT "designation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "designation_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT,
    CONSTRAINT "designation_designated_by_id_fkey" FOREIGN KEY ("designated_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "designation_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "progress_claim" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "number" INT NOT NULL,
    "vendor_claim_number" VARCHAR(60) COLLATE "C",
    "claimed_on" DATE NOT NULL,
    "claim_type" VARCHAR(40) COLLATE "C" NOT NULL,
    "is_final" BOOL NOT NULL,
    "is_late" BOOL NOT NULL,
    "status" VARCHAR(30) COLLATE "C" NOT NULL,
    "status_reason" TEXT COLLATE "C",
    "status_changed_at" TIMESTAMPTZ NOT NULL,
    "status_changed_by_name" VARCHAR(200) COLLATE "C",
    "status_changed_by_side" VARCHAR(20) COLLATE "C",
    "created_by_name" VARCHAR(200) COLLATE "C" NOT NULL,
    "created_by_side" VARCHAR(20) COLLATE "C" NOT NULL,
    "is_on_behalf" BOOL NOT NULL,
    "on_behalf_of_name" VARCHAR(200) COLLATE "C",
    "on_behalf_of_side" VARCHAR(20) COLLATE "C",
    "submitted_by_name" VARCHAR(200) COLLATE "C",
    "submitted_by_side" VARCHAR(20) COLLATE "C",
    "submitted_at" TIMESTAMPTZ,
    "submissions" INT NOT NULL,
    "returns" INT NOT NULL,
    "note" TEXT COLLATE "C",
    "release_ppm" INT,
    "release_minor" BIGINT,
    "assessment_started_at" TIMESTAMPTZ,
    "decided_at" TIMESTAMPTZ,
    "claimed_amount_minor" BIGINT NOT NULL,
    "certified_amount_minor" BIGINT,
    "retention_policy" TEXT COLLATE "C" NOT NULL,
    "tax" TEXT COLLATE "C",
    "internal_note" TEXT COLLATE "C",
    "internal_note_version" INT NOT NULL,
    "commitment_id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "on_behalf_of_id" UUID,
    "period_id" UUID NOT NULL,
    "previous_claim_id" UUID,
    "status_changed_by_id" UUID,
    "submitted_by_id" UUID,
    CONSTRAINT "progress_claim_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "progress_claim_commitment_id_number_unique" UNIQUE ("commitment_id", "number"),
    CONSTRAINT "progress_claim_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_on_behalf_of_id_fkey" FOREIGN KEY ("on_behalf_of_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "billing_period" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_previous_claim_id_fkey" FOREIGN KEY ("previous_claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_status_changed_by_id_fkey" FOREIGN KEY ("status_changed_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "progress_claim_submitted_by_id_fkey" FOREIGN KEY ("submitted_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT
);

CREATE TABLE "retention_version" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "from_claim_number" INT NOT NULL,
    "policy" TEXT COLLATE "C" NOT NULL,
    "on_change" VARCHAR(20) COLLATE "C",
    "commitment_id" UUID NOT NULL,
    CONSTRAINT "retention_version_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "retention_version_commitment_id_from_claim_number_unique" UNIQUE ("commitment_id", "from_claim_number"),
    CONSTRAINT "retention_version_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT
);

CREATE TABLE "schedule_line" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "position" INT NOT NULL,
    "item_number" VARCHAR(40) COLLATE "C" NOT NULL,
    "item_number_key" VARCHAR(40) COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C" NOT NULL,
    "cost_code" VARCHAR(60) COLLATE "C",
    "basis" VARCHAR(20) COLLATE "C" NOT NULL,
    "quantity_micro" BIGINT,
    "unit" VARCHAR(20) COLLATE "C",
    "unit_price_micro" BIGINT,
    "scheduled_value_minor" BIGINT,
    "retention_rate_on_work_ppm" INT,
    "retention_rate_on_stored_ppm" INT,
    "tax_rate_ppm" INT,
    "certified_to_date_minor" BIGINT NOT NULL,
    "internal_version" INT NOT NULL,
    "internal_updated_at" TIMESTAMPTZ NOT NULL,
    "budget_code" VARCHAR(60) COLLATE "C",
    "commitment_id" UUID NOT NULL,
    CONSTRAINT "schedule_line_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "schedule_line_commitment_id_item_number_key_unique" UNIQUE ("commitment_id", "item_number_key"),
    CONSTRAINT "schedule_line_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE RESTRICT
);

CREATE TABLE "claim_author" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "actor_id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    CONSTRAINT "claim_author_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_author_claim_id_actor_id_unique" UNIQUE ("claim_id", "actor_id"),
    CONSTRAINT "claim_author_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "claim_author_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT
);

CREATE TABLE "claim_revision" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "number" INT NOT NULL,
    "content" TEXT COLLATE "C" NOT NULL,
    "claim_id" UUID NOT NULL,
    CONSTRAINT "claim_revision_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_revision_claim_id_number_unique" UNIQUE ("claim_id", "number"),
    CONSTRAINT "claim_revision_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT
);

CREATE TABLE "claim_valuation" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "original_sum_minor" BIGINT NOT NULL,
    "net_variations_minor" BIGINT NOT NULL,
    "revised_sum_minor" BIGINT NOT NULL,
    "total_to_date_minor" BIGINT NOT NULL,
    "retention_on_work_minor" BIGINT NOT NULL,
    "retention_on_stored_minor" BIGINT NOT NULL,
    "retention_held_minor" BIGINT NOT NULL,
    "total_less_retention_minor" BIGINT NOT NULL,
    "adjustments_to_date_minor" BIGINT NOT NULL,
    "due_to_date_minor" BIGINT NOT NULL,
    "previous_certificates_minor" BIGINT NOT NULL,
    "amount_this_claim_minor" BIGINT NOT NULL,
    "balance_to_finish_minor" BIGINT NOT NULL,
    "balance_including_retention_minor" BIGINT NOT NULL,
    "percent_complete_ppm" BIGINT,
    "retention_this_claim_minor" BIGINT NOT NULL,
    "retention_released_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "amount_with_tax_minor" BIGINT NOT NULL,
    "taxes" TEXT COLLATE "C" NOT NULL,
    "adjustments" TEXT COLLATE "C" NOT NULL,
    "note" TEXT COLLATE "C",
    "override_held_minor" BIGINT,
    "override_reason" TEXT COLLATE "C",
    "policy_version" INT NOT NULL,
    "is_final" BOOL NOT NULL,
    "issued_at" TIMESTAMPTZ,
    "assessed_by_id" UUID,
    "claim_id" UUID NOT NULL,
    CONSTRAINT "claim_valuation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_valuation_claim_id_kind_unique" UNIQUE ("claim_id", "kind"),
    CONSTRAINT "claim_valuation_assessed_by_id_fkey" FOREIGN KEY ("assessed_by_id") REFERENCES "actor" ("id") ON DELETE RESTRICT,
    CONSTRAINT "claim_valuation_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT
);

CREATE TABLE "claim_line" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "version" INT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "position" INT NOT NULL,
    "item_number" VARCHAR(40) COLLATE "C" NOT NULL,
    "description" TEXT COLLATE "C" NOT NULL,
    "note" TEXT COLLATE "C",
    "reason" TEXT COLLATE "C",
    "is_closed" BOOL NOT NULL,
    "claim_id" UUID NOT NULL,
    "schedule_line_id" UUID NOT NULL,
    CONSTRAINT "claim_line_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "claim_line_claim_id_schedule_line_id_unique" UNIQUE ("claim_id", "schedule_line_id"),
    CONSTRAINT "claim_line_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "progress_claim" ("id") ON DELETE RESTRICT,
    CONSTRAINT "claim_line_schedule_line_id_fkey" FOREIGN KEY ("schedule_line_id") REFERENCES "schedule_line" ("id") ON DELETE RESTRICT
);

CREATE TABLE "line_valuation" (
    "id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(20) COLLATE "C" NOT NULL,
    "decision" VARCHAR(20) COLLATE "C",
    "reason" TEXT COLLATE "C",
    "scheduled_value_minor" BIGINT,
    "previous_work_minor" BIGINT NOT NULL,
    "work_this_period_minor" BIGINT NOT NULL,
    "quantity_this_period_micro" BIGINT,
    "quantity_to_date_micro" BIGINT,
    "stored_materials_minor" BIGINT NOT NULL,
    "previous_stored_materials_minor" BIGINT NOT NULL,
    "built_in_minor" BIGINT NOT NULL,
    "movement_minor" BIGINT NOT NULL,
    "total_to_date_minor" BIGINT NOT NULL,
    "percent_complete_ppm" BIGINT,
    "balance_to_finish_minor" BIGINT,
    "retention_on_work_minor" BIGINT NOT NULL,
    "retention_on_stored_minor" BIGINT NOT NULL,
    "retention_released_minor" BIGINT NOT NULL,
    "retention_held_minor" BIGINT NOT NULL,
    "tax_minor" BIGINT NOT NULL,
    "retention_kept_minor" BIGINT NOT NULL,
    "retention_kept_on_work_minor" BIGINT NOT NULL,
    "retention_released_to_date_minor" BIGINT NOT NULL,
    "retention_this_claim_minor" BIGINT NOT NULL,
    "tax_to_date_minor" BIGINT NOT NULL,
    "value_at_change_minor" BIGINT NOT NULL,
    "kept_at_change_minor" BIGINT NOT NULL,
    "release_to_date_minor" BIGINT,
    "line_id" UUID NOT NULL,
    CONSTRAINT "line_valuation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "line_valuation_line_id_kind_unique" UNIQUE ("line_id", "kind"),
    CONSTRAINT "line_valuation_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "claim_line" ("id") ON DELETE RESTRICT
);

ALTER TABLE "company" ADD CONSTRAINT "company_version_least" CHECK ("version" >= 1);

ALTER TABLE "company" ADD CONSTRAINT "company_internal_version_least" CHECK ("internal_version" >= 0);

ALTER TABLE "company" ADD CONSTRAINT "company_over_claim_known" CHECK ("over_claim" = 'REFUSED' or "over_claim" = 'WARNED' or "over_claim" = 'ALLOWED');

ALTER TABLE "company" ADD CONSTRAINT "company_token_lifetime_days_least" CHECK ("token_lifetime_days" >= 1);

ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_attempts_least" CHECK ("attempts" >= 0);

ALTER TABLE "sign_in_brake" ADD CONSTRAINT "sign_in_brake_failures_least" CHECK ("failures" >= 0);

ALTER TABLE "actor" ADD CONSTRAINT "actor_version_least" CHECK ("version" >= 1);

ALTER TABLE "actor" ADD CONSTRAINT "actor_internal_version_least" CHECK ("internal_version" >= 0);

ALTER TABLE "actor" ADD CONSTRAINT "actor_kind_known" CHECK ("kind" = 'PERSON' or "kind" = 'SERVICE_ACCOUNT');

ALTER TABLE "actor" ADD CONSTRAINT "actor_person_has_email" CHECK ("kind" <> 'PERSON' or "email" is not null);

ALTER TABLE "actor" ADD CONSTRAINT "actor_email_has_key" CHECK (("email" is null) = ("email_key" is null));

ALTER TABLE "actor" ADD CONSTRAINT "actor_service_account_has_company" CHECK ("kind" <> 'SERVICE_ACCOUNT' or "company_id" is not null);

ALTER TABLE "project" ADD CONSTRAINT "project_version_least" CHECK ("version" >= 1);

ALTER TABLE "project" ADD CONSTRAINT "project_internal_version_least" CHECK ("internal_version" >= 0);

ALTER TABLE "project" ADD CONSTRAINT "project_default_claim_type_known" CHECK ("default_claim_type" = 'WORK_AND_MATERIALS' or "default_claim_type" = 'WORK_MATERIALS_AND_RETENTION' or "default_claim_type" = 'RETENTION_RELEASE');

ALTER TABLE "project" ADD CONSTRAINT "project_over_claim_known" CHECK ("over_claim" = 'REFUSED' or "over_claim" = 'WARNED' or "over_claim" = 'ALLOWED');

ALTER TABLE "project" ADD CONSTRAINT "project_late_claims_known" CHECK ("late_claims" = 'REFUSED' or "late_claims" = 'FLAGGED');

ALTER TABLE "project" ADD CONSTRAINT "project_stored_materials_known" CHECK ("stored_materials" = 'SEPARATE' or "stored_materials" = 'NONE' or "stored_materials" = 'BUILT_IN');

ALTER TABLE "project" ADD CONSTRAINT "project_default_period_start_day_day" CHECK ("default_period_start_day" between 1 and 31);

ALTER TABLE "project" ADD CONSTRAINT "project_default_period_end_day_day" CHECK ("default_period_end_day" between 1 and 31);

ALTER TABLE "project" ADD CONSTRAINT "project_default_period_due_day_day" CHECK ("default_period_due_day" between 1 and 31);

ALTER TABLE "vendor" ADD CONSTRAINT "vendor_version_least" CHECK ("version" >= 1);

ALTER TABLE "vendor" ADD CONSTRAINT "vendor_internal_version_least" CHECK ("internal_version" >= 0);

ALTER TABLE "employment" ADD CONSTRAINT "employment_version_least" CHECK ("version" >= 1);

ALTER TABLE "employment" ADD CONSTRAINT "employment_begins_first" CHECK ("begins_at" <= "ends_at");

ALTER TABLE "employment" ADD CONSTRAINT "employment_starts_first" CHECK ("starts_on" <= "ends_on");

ALTER TABLE "upload" ADD CONSTRAINT "upload_size_least" CHECK ("size" >= 0);

ALTER TABLE "billing_period" ADD CONSTRAINT "billing_period_version_least" CHECK ("version" >= 1);

ALTER TABLE "billing_period" ADD CONSTRAINT "billing_period_status_known" CHECK ("status" = 'OPEN' or "status" = 'CLOSED');

ALTER TABLE "billing_period" ADD CONSTRAINT "billing_period_starts_first" CHECK ("starts_on" <= "ends_on");

ALTER TABLE "billing_period" ADD CONSTRAINT "billing_period_due_after_start" CHECK ("starts_on" <= "due_on");

ALTER TABLE "project_access" ADD CONSTRAINT "project_access_version_least" CHECK ("version" >= 1);

ALTER TABLE "project_access" ADD CONSTRAINT "project_access_level_known" CHECK ("level" = 'READ_ONLY' or "level" = 'STANDARD' or "level" = 'ADMIN');

ALTER TABLE "project_access" ADD CONSTRAINT "project_access_begins_first" CHECK ("begins_at" <= "ends_at");

ALTER TABLE "shown_person" ADD CONSTRAINT "shown_person_position_least" CHECK ("position" >= 0);

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_version_least" CHECK ("version" >= 1);

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_internal_version_least" CHECK ("internal_version" >= 0);

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_internal_note_version_least" CHECK ("internal_note_version" >= 0);

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_kind_known" CHECK ("kind" = 'SUBCONTRACT' or "kind" = 'PURCHASE_ORDER');

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_status_known" CHECK ("status" = 'DRAFT' or "status" = 'OUT_FOR_SIGNATURE' or "status" = 'APPROVED' or "status" = 'COMPLETE' or "status" = 'TERMINATED' or "status" = 'VOID');

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_default_basis_known" CHECK ("default_basis" = 'AMOUNT' or "default_basis" = 'QUANTITY');

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_schedule_lines_least" CHECK ("schedule_lines" >= 0);

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_original_sum_minor_amount" CHECK ("original_sum_minor" between -9000000000000000 and 9000000000000000);

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_revised_sum_minor_amount" CHECK ("revised_sum_minor" between -9000000000000000 and 9000000000000000);

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_schedule_total_minor_amount" CHECK ("schedule_total_minor" between -9000000000000000 and 9000000000000000);

ALTER TABLE "default_claim_contact" ADD CONSTRAINT "default_claim_contact_position_least" CHECK ("position" >= 0);

ALTER TABLE "access_list_entry" ADD CONSTRAINT "access_list_entry_begins_first" CHECK ("begins_at" <= "ends_at");

ALTER TABLE "access_list_entry" ADD CONSTRAINT "access_list_entry_position_least" CHECK ("position" >= 0);

ALTER TABLE "designation" ADD CONSTRAINT "designation_begins_first" CHECK ("begins_at" <= "ends_at");

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_version_least" CHECK ("version" >= 1);

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_internal_note_version_least" CHECK ("internal_note_version" >= 0);

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_claim_type_known" CHECK ("claim_type" = 'WORK_AND_MATERIALS' or "claim_type" = 'WORK_MATERIALS_AND_RETENTION' or "claim_type" = 'RETENTION_RELEASE');

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_status_known" CHECK ("status" = 'DRAFT' or "status" = 'UNDER_REVIEW' or "status" = 'REVISE_AND_RESUBMIT' or "status" = 'APPROVED' or "status" = 'APPROVED_AS_NOTED' or "status" = 'VOID');

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_status_changed_by_side_known" CHECK ("status_changed_by_side" = 'CONTRACTOR' or "status_changed_by_side" = 'VENDOR');

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_created_by_side_known" CHECK ("created_by_side" = 'CONTRACTOR' or "created_by_side" = 'VENDOR');

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_on_behalf_of_side_known" CHECK ("on_behalf_of_side" = 'CONTRACTOR' or "on_behalf_of_side" = 'VENDOR');

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_submitted_by_side_known" CHECK ("submitted_by_side" = 'CONTRACTOR' or "submitted_by_side" = 'VENDOR');

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_one_release" CHECK ("release_ppm" is null or "release_minor" is null);

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_number_least" CHECK ("number" >= 1);

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_submissions_least" CHECK ("submissions" >= 0);

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_returns_least" CHECK ("returns" >= 0);

ALTER TABLE "progress_claim" ADD CONSTRAINT "progress_claim_release_ppm_share" CHECK ("release_ppm" between 0 and 1000000);

ALTER TABLE "retention_version" ADD CONSTRAINT "retention_version_on_change_known" CHECK ("on_change" = 'RESTATE' or "on_change" = 'KEEP');

ALTER TABLE "retention_version" ADD CONSTRAINT "retention_version_from_claim_number_least" CHECK ("from_claim_number" >= 1);

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_version_least" CHECK ("version" >= 1);

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_internal_version_least" CHECK ("internal_version" >= 0);

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_basis_known" CHECK ("basis" = 'AMOUNT' or "basis" = 'QUANTITY');

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_position_least" CHECK ("position" >= 0);

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_retention_rate_on_work_ppm_share" CHECK ("retention_rate_on_work_ppm" between 0 and 1000000);

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_retention_rate_on_stored_ppm_share" CHECK ("retention_rate_on_stored_ppm" between 0 and 1000000);

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_tax_rate_ppm_share" CHECK ("tax_rate_ppm" between 0 and 1000000);

ALTER TABLE "schedule_line" ADD CONSTRAINT "schedule_line_scheduled_value_minor_amount" CHECK ("scheduled_value_minor" between -9000000000000000 and 9000000000000000);

ALTER TABLE "claim_revision" ADD CONSTRAINT "claim_revision_number_least" CHECK ("number" >= 1);

ALTER TABLE "claim_valuation" ADD CONSTRAINT "claim_valuation_version_least" CHECK ("version" >= 1);

ALTER TABLE "claim_valuation" ADD CONSTRAINT "claim_valuation_policy_version_least" CHECK ("policy_version" >= 0);

ALTER TABLE "claim_valuation" ADD CONSTRAINT "claim_valuation_kind_known" CHECK ("kind" = 'CLAIMED' or "kind" = 'DRAFT' or "kind" = 'ISSUED');

ALTER TABLE "claim_line" ADD CONSTRAINT "claim_line_version_least" CHECK ("version" >= 1);

ALTER TABLE "claim_line" ADD CONSTRAINT "claim_line_position_least" CHECK ("position" >= 0);

ALTER TABLE "line_valuation" ADD CONSTRAINT "line_valuation_kind_known" CHECK ("kind" = 'CLAIMED' or "kind" = 'DRAFT' or "kind" = 'ISSUED');

ALTER TABLE "line_valuation" ADD CONSTRAINT "line_valuation_decision_known" CHECK ("decision" = 'PENDING' or "decision" = 'ACCEPTED' or "decision" = 'REDUCED' or "decision" = 'REJECTED');

CREATE UNIQUE INDEX "one_running_access" ON "project_access" ("project_id", "actor_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_running_designation" ON "designation" ("commitment_id", "person_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_running_entry" ON "access_list_entry" ("commitment_id", "actor_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_running_employment" ON "employment" ("person_id", "company_id") WHERE ends_at = '9999-12-31 00:00:00.000000+00:00';

CREATE UNIQUE INDEX "one_open_period" ON "billing_period" ("project_id") WHERE status = 'OPEN';

CREATE UNIQUE INDEX "one_open_claim" ON "progress_claim" ("commitment_id") WHERE status in ('DRAFT', 'UNDER_REVIEW', 'REVISE_AND_RESUBMIT');

CREATE UNIQUE INDEX "one_claim_per_period" ON "progress_claim" ("commitment_id", "period_id") WHERE status <> 'VOID' and claim_type <> 'RETENTION_RELEASE';

CREATE UNIQUE INDEX "one_person_per_address" ON "actor" ("email_key") WHERE kind = 'PERSON' and stands_for_id is null and email_key is not null;

CREATE UNIQUE INDEX "one_service_account_per_name" ON "actor" ("company_id", "name_key") WHERE kind = 'SERVICE_ACCOUNT';

CREATE UNIQUE INDEX "one_password_per_person" ON "credential" ("person_id");

CREATE INDEX "ix_access_list_entry_actor_commitment" ON "access_list_entry" ("actor_id", "commitment_id");

CREATE INDEX "ix_access_list_entry_commitment_position" ON "access_list_entry" ("commitment_id", "position");

CREATE INDEX "ix_access_token_owner" ON "access_token" ("owner_id");

CREATE INDEX "ix_access_token_prefix" ON "access_token" ("prefix");

CREATE INDEX "ix_actor_company" ON "actor" ("company_id");

CREATE INDEX "ix_actor_email_key" ON "actor" ("email_key");

CREATE INDEX "ix_actor_name_key_id" ON "actor" ("name_key", "id");

CREATE INDEX "ix_actor_stands_for" ON "actor" ("stands_for_id");

CREATE INDEX "ix_audit_event_actor_created_at" ON "audit_event" ("actor_id", "created_at");

CREATE INDEX "ix_audit_event_commitment_created_at" ON "audit_event" ("commitment_id", "created_at");

CREATE INDEX "ix_audit_event_project_created_at" ON "audit_event" ("project_id", "created_at");

CREATE INDEX "ix_audit_event_subject_created_at" ON "audit_event" ("subject_id", "created_at");

CREATE INDEX "ix_billing_period_project_due_on" ON "billing_period" ("project_id", "due_on");

CREATE INDEX "ix_claim_author_actor_claim" ON "claim_author" ("actor_id", "claim_id");

CREATE INDEX "ix_claim_line_claim_position" ON "claim_line" ("claim_id", "position");

CREATE INDEX "ix_claim_line_schedule_line" ON "claim_line" ("schedule_line_id");

CREATE INDEX "ix_claim_valuation_assessed_by" ON "claim_valuation" ("assessed_by_id");

CREATE INDEX "ix_commitment_project_number_key" ON "commitment" ("project_id", "number_key");

CREATE INDEX "ix_commitment_vendor" ON "commitment" ("vendor_id");

CREATE INDEX "ix_company_name_key_id" ON "company" ("name_key", "id");

CREATE INDEX "ix_default_claim_contact_person" ON "default_claim_contact" ("person_id");

CREATE INDEX "ix_designation_commitment" ON "designation" ("commitment_id");

CREATE INDEX "ix_designation_person_commitment" ON "designation" ("person_id", "commitment_id");

CREATE INDEX "ix_employment_company_person" ON "employment" ("company_id", "person_id");

CREATE INDEX "ix_employment_person_company" ON "employment" ("person_id", "company_id");

CREATE INDEX "ix_idempotency_record_created_at" ON "idempotency_record" ("created_at");

CREATE INDEX "ix_outbox_message_sent_at_next_attempt_at" ON "outbox_message" ("sent_at", "next_attempt_at");

CREATE INDEX "ix_password_link_person" ON "password_link" ("person_id");

CREATE INDEX "ix_progress_claim_commitment_id" ON "progress_claim" ("commitment_id", "id");

CREATE INDEX "ix_progress_claim_period" ON "progress_claim" ("period_id");

CREATE INDEX "ix_progress_claim_previous_claim" ON "progress_claim" ("previous_claim_id");

CREATE INDEX "ix_progress_claim_status_changed_at_id" ON "progress_claim" ("status_changed_at", "id");

CREATE INDEX "ix_project_access_actor_project" ON "project_access" ("actor_id", "project_id");

CREATE INDEX "ix_project_access_project" ON "project_access" ("project_id");

CREATE INDEX "ix_schedule_line_commitment_position" ON "schedule_line" ("commitment_id", "position");

CREATE INDEX "ix_session_person" ON "session" ("person_id");

CREATE INDEX "ix_session_expires_at" ON "session" ("expires_at");

CREATE INDEX "ix_shown_person_person" ON "shown_person" ("person_id");

CREATE INDEX "ix_upload_expires_at" ON "upload" ("expires_at");

CREATE INDEX "ix_upload_owner" ON "upload" ("owner_id");

CREATE INDEX "ix_vendor_company" ON "vendor" ("company_id");
