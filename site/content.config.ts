import { defineCollection } from 'astro:content';
import { docsLoader, i18nLoader } from '@astrojs/starlight/loaders';
import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { z } from 'astro/zod';
import { lessonIds } from './course.ts';
import { labTexts } from './lib/lab-texts.ts';

/** Lessons and the other pages of the site; a lesson carries its id and the minutes it takes. */
const docs = defineCollection({
  loader: docsLoader(),
  schema: docsSchema({
    extend: z.object({
      lesson: z.enum(lessonIds).optional(),
      minutes: z.number().int().min(5).max(90).optional(),
    }),
  }),
});

/** The learner's text of each lab, id `<slug>/en` or `<slug>/zh-cn`. Its data comes from `lib/labs.ts`. */
const labs = defineCollection({ loader: labTexts(`${process.cwd()}/labs`), schema: z.looseObject({}) });

/** Starlight's own words where ours are better. */
const i18n = defineCollection({ loader: i18nLoader(), schema: i18nSchema() });

export const collections = { docs, labs, i18n };
